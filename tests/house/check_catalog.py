#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check_catalog.py SOURCE: each event that the log tells of has one text in the catalog, and the catalog no others;
journalctl reads it without a word."""
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def mistakes(source):
    named = dict(re.findall(r'case LogEvent::(\w+):\s*return "(\w+)";',
                            (source / "daemon/runtime/log/log_event.cpp").read_text()))
    catalog = source / "packaging/aio.catalog"
    entries = re.findall(r"^-- (\w+)\nSubject: .+\nDefined-By: aio\n\n(?:.+\n)+", catalog.read_text(), re.M)
    if not named:
        yield "no events are found in log_event.cpp"
    for event, message in named.items():
        if not re.fullmatch(r"[0-9a-f]{32}", message):
            yield f"{event}: '{message}' is no 128-bit id in lower case"
        if entries.count(message) != 1:
            yield f"{event} ({message}) has {entries.count(message)} whole entries in {catalog.name}, expected 1"
    if len(set(named.values())) != len(named):
        yield "two events have the same id"
    for message in set(re.findall(r"^-- (\S+)", catalog.read_text(), re.M)) - set(named.values()):
        yield f"{catalog.name}: no event has the id {message}"


def what_journalctl_says(source):
    if not shutil.which("journalctl"):
        return
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root, "usr/lib/systemd/catalog")
        folder.mkdir(parents=True)
        Path(root, "var/lib/systemd/catalog").mkdir(parents=True)
        shutil.copy(source / "packaging/aio.catalog", folder)
        done = subprocess.run(["journalctl", f"--root={root}", "--update-catalog"], capture_output=True, text=True)
        if done.returncode or done.stderr:
            yield f"journalctl --update-catalog: exit {done.returncode}, {done.stderr}"


def main():
    source = Path(sys.argv[1])
    found = [*mistakes(source), *what_journalctl_says(source)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
