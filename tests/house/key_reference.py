#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the part of aio.conf(5) that has every key, out of the key table as `aioctl config --schema` has it.

Compares it with what stands in packaging/aio.conf.5.scd, or puts it there.
Usage: key_reference.py ROOT BUILD [--write]
"""

import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BEGIN = "; The keys: made by tests/house/key_reference.py . build --write\n"
END = "; The keys end here.\n"
WIDTH = 82  # of a line in the source, a tab not counted


def schema(build):
    """The table of the program itself: no daemon is asked, since none is on a bus that is not there."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": folder,
                       "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/none"}
        done = subprocess.run([build / "bin/aioctl", "config", "--schema", "--json"], env=environment, check=True,
                              stdout=subprocess.PIPE, cwd=folder)
    return json.loads(done.stdout)["keys"]


def escaped(text):
    return re.sub(r"([\\*_#`~<>])", r"\\\1", text)


def paragraph(text):
    lines = [""]
    for word in escaped(text).split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    # A number with a dot, or a dash, would begin a list.
    return "".join(f"\t{line}\n" for line in lines)


def entry(key):
    name = {"aio/commands": "NAME", "listen/NAME": "SIGNAL"}.get(key["section"]) if key["key"] == "*" else None
    head = f"_{name}_" if name else f"*{escaped(key['key'])}*"
    if key["default"]:
        head += f" = {escaped(key['default'])}"
    if key["required"]:
        head += " (required)"
    text = key["help"] + ". Expected: " + key["expected"] + "."
    if "types" in key:
        text += " Only of type: " + key["types"].replace(" ", ", ") + "."
    if not key["live"]:
        text += " A change needs a new start of aiod."
    return f"{head}\n{paragraph(text)}\n"


def reference(keys):
    text, section = "", None
    for key in keys:
        if key["section"] != section:
            section = key["section"]
            text += "## " + escaped(f"[{section}]") + "\n\n"
        text += entry(key)
    return text


def main(root, build, write):
    path = root / "packaging/aio.conf.5.scd"
    page = path.read_text()
    if BEGIN not in page or END not in page:
        sys.exit(f"{path} has no part that begins and ends with\n{BEGIN}{END}")
    before, rest = page.split(BEGIN)
    old, after = rest.split(END)
    new = "\n" + reference(schema(build))
    if write:
        path.write_text(before + BEGIN + new + END + after)
        return 0
    different = "\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(), "aio.conf.5.scd", "the key table", lineterm=""))
    print(different or "aio.conf.5.scd has the key table as it is")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), "--write" in sys.argv[3:]))
