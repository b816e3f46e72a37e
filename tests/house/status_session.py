#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the terminal session of the README: a real aiod with examples/hello, and aioctl on a terminal of 80 columns.

What changes from run to run (folders, dates, process, ports) is replaced by what never does. Compares the session with
the README's, or puts it there. Usage: status_session.py ROOT BUILD [--write]
"""

import difflib
import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from readme import MADE

SESSION = "tests/house/status_session.py"
COMMANDS = (
    "aioctl config --set schedule/backup:every 1d schedule/backup:func exec:/bin/false",
    "aioctl status",
    "aioctl status schedule/hello",
)
TRIES = 10  # on a machine that is too busy for a screen to be taken within the second in which it stands still
DATE = r"\w{3} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC"

# Each is as wide as what it replaces, so that columns stay where they are.
REPLACED = (
    (rf"Since: {DATE}; \S+ ago", "Since: Sat 2026-11-28 22:36:46 UTC; 2s ago"),
    (rf"Last run: {DATE}; \S+ ago", "Last run: Sat 2026-11-28 22:36:48 UTC; 100ms ago"),
    (rf"Next run: {DATE}; in \S+", "Next run: Sat 2026-11-28 22:36:50 UTC; in 1s"),
    (r"PID: \d+", "PID: 4242"),
    (r"failed \ds ago", "failed 2s ago"),
    (r"(addition  tcp 127.0.0.1):\d{5}", r"\1:8888 "),
    (r"(echo      tcp 127.0.0.1):\d{5}", r"\1:40123"),
    (r"(● (aio\.demo|hello) +)/\S+", r"\1/usr/local/lib/aio/modules/\2/\2.so"),
    (r"3( +due +)\w{3} \d\d \d\d:\d\d:\d\d", r"3\1Nov 28 22:36:48"),
    (r"1( +due +)\w{3} \d\d \d\d:\d\d:\d\d", r"1\1Nov 28 22:36:46"),
    (r"^\w{3} \d\d \d\d:\d\d:\d\d", "Nov 28 22:36:47"),
)


class Place:
    """A folder with the example's configuration and a bus of its own, and the programs of a build."""

    def __init__(self, root, build, folder):
        self.folder = folder
        self.binaries = build / "bin"
        text = (root / "examples/hello/aio.conf").read_text()
        (folder / "aio.conf").write_text(text.replace("port = 8888", "port = 0"))
        self.environment = {
            "PATH": f"{self.binaries}:/usr/bin:/bin", "XDG_RUNTIME_DIR": str(folder), "TERM": "xterm", "TZ": "UTC",
            "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PAGER": "cat",
        }

    def on_terminal(self, command):
        """What a command writes to a terminal of 80 columns; it must end with 0."""
        child, terminal = pty.fork()
        if child == 0:
            words = command.split()
            os.execvpe(str(self.binaries / words[0]), words, self.environment)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        shown = b""
        try:
            while part := os.read(terminal, 65536):
                shown += part
        except OSError:
            pass  # it has ended
        os.close(terminal)
        text = shown.decode().replace("\r", "")
        if os.waitpid(child, 0)[1] != 0:
            sys.exit(f"`{command}` failed:\n{text}")
        return text

    def hello(self):
        done = subprocess.run([self.binaries / "aioctl", "list-schedules", "hello", "--json"], env=self.environment,
                              stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)["schedules"][0]

    def session(self):
        """The commands' outputs, the last ones while the second run of `hello` is on; None when that was missed."""
        aiod = subprocess.Popen([self.binaries / "aiod", "-c", self.folder / "aio.conf"], env=self.environment,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            while "ready: " not in (line := aiod.stderr.readline()):
                if not line:
                    sys.exit("aiod did not start")
            first = self.on_terminal(COMMANDS[0])
            while (hello := self.hello())["runs"] < 2:
                pass
            shown = [first] + [self.on_terminal(command) for command in COMMANDS[1:]]
            still = self.hello()
            return shown if (still["runs"], still["running"]) == (2, 1) and hello["running"] == 1 else None
        finally:
            aiod.send_signal(signal.SIGTERM)
            aiod.communicate()


def constant(text, folder):
    text = text.replace(f"unix:path={folder}/", "unix:path=/run/user/1000/").replace(str(folder), "/etc/aio")
    for pattern, replacement in REPLACED:
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
    return text


def made(root, build):
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory(prefix="aio-") as folder:
            shown = Place(root, build, Path(folder)).session()
            if shown:
                return "".join(f"$ {command}\n{constant(text, folder)}" for command, text in zip(COMMANDS, shown))
    sys.exit("the machine is too busy: no screen could be taken in time")


def main(root, build, write):
    path = root / "README.md"
    readme = path.read_text()
    found = [match for match in MADE.finditer(readme) if match[1] == SESSION]
    if len(found) != 1:
        sys.exit(f"README.md has no block made by {SESSION}")
    start, end = found[0].span(2)
    session = made(root, build)
    if write:
        path.write_text(readme[:start] + session + readme[end:])
        return 0
    lines = difflib.unified_diff(readme[start:end].splitlines(), session.splitlines(), "README.md", "now", lineterm="")
    different = "\n".join(lines)
    print(different or "README.md shows the session as it is")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), "--write" in sys.argv[3:]))
