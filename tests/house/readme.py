# SPDX-License-Identifier: MIT
"""What a README promises: its commands with the output shown below them, and the code that it quotes."""

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
QUOTE = re.compile(r"^<!-- quoted from (\S+) -->\n+```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A session that a script makes, which has a test of its own: its commands are none of the README's.
MADE = re.compile(r"^<!-- made by (\S+) -->\n+```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Command:
    text: str
    shown: list = field(default_factory=list)  # lines of output; `*` stands for anything in a line


def commands(readme):
    """The lines after `$ ` in the ```console blocks, in order, each with the output that is shown for it."""
    found = []
    for language, body in FENCE.findall(MADE.sub("", readme)):
        if language != "console":
            continue
        for line in body.splitlines():
            if line.startswith("$ "):
                found.append(Command(line[2:]))
            elif line.strip():
                found[-1].shown.append(line)
    return found


def lacking(shown, output):
    """The first shown line that does not come, in this order, in the output; None when all do."""
    lines = iter(output.splitlines())
    for want in shown:
        # Only `*` is a wildcard: a bracket is itself.
        pattern = want.rstrip().replace("[", "[[]").replace("?", "[?]")
        if not any(fnmatchcase(line.rstrip(), pattern) for line in lines):
            return want
    return None


def misquoted(readme, text_of):
    """The files whose quoted code is not in them, as text_of(path) has it. The quote may be a part of the file."""
    return [path for path, code in QUOTE.findall(readme) if code.strip() not in text_of(path)]


def quoted_files(readme):
    return {path for path, _ in QUOTE.findall(readme)}
