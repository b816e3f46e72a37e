#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the commands of README.md as written, with what `make run` starts left running until the last.

`make test` is not run: it runs this. Usage: check_readme.py ROOT
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from readme import commands, lacking, misquoted, quoted_files

DEADLINE = 300  # seconds: `make run` may have to build
SERVING = "make run"
READY = "ready: "  # of the log; the prompt itself only has the word
NOT_RUN = ("make test",)


class Serving:
    """`make run`, from its start to SIGTERM; says() waits for a word of its output."""

    def __init__(self, root, environment):
        self.process = subprocess.Popen(
            SERVING.split(), cwd=root, env=environment, text=True, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self.output = ""
        self.heard = threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            with self.heard:
                self.output += line
                self.heard.notify_all()
        with self.heard:
            self.ended = True
            self.heard.notify_all()

    ended = False

    def says(self, word):
        with self.heard:
            self.heard.wait_for(lambda: word in self.output or self.ended, DEADLINE)
            return word in self.output

    def terminate(self):
        """SIGTERM to aiod alone, as a service manager would; the exit status of make."""
        for pid in descendants(self.process.pid):
            if name_of(pid) == "aiod":
                os.kill(pid, signal.SIGTERM)
        return self.process.wait(30)

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)


def name_of(pid):
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return None


def descendants(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    for child in map(int, children):
        yield child
        yield from descendants(child)


def run(command, root, environment):
    """None when the command ends well and says what is shown; else what is wrong."""
    done = subprocess.run(
        ["bash", "-c", command.text], cwd=root, env=environment, text=True, timeout=DEADLINE,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    if done.returncode != 0:
        return f"exit status {done.returncode}\n{done.stdout}"
    missing = lacking(command.shown, done.stdout)
    return f"no line '{missing}' in its output\n{done.stdout}" if missing else None


def complaints(readme, root, environment):
    serving = None
    try:
        for command in commands(readme):
            if command.text in NOT_RUN:
                continue
            print("$", command.text, flush=True)
            if command.text == SERVING:
                serving = Serving(root, environment)
                wrong = None if serving.says(READY) else f"never said '{READY}'\n" + serving.output
            else:
                wrong = run(command, root, environment)
            if wrong:
                yield f"`{command.text}`: {wrong}"
        if serving is None:
            yield f"`{SERVING}` is not in README.md"
        elif (status := serving.terminate()) != 0:
            yield f"`{SERVING}` ended with {status} after SIGTERM\n{serving.output}"
    finally:
        if serving:
            serving.kill()


def restored(files):
    """Complains of each file that the commands left changed, and puts it back."""
    for path, before in files.items():
        if path.read_bytes() != before:
            path.write_bytes(before)
            yield f"the commands left {path.name} changed"


def main(root):
    readme = (root / "README.md").read_text()
    files = {root / path: (root / path).read_bytes() for path in quoted_files(readme)}
    found = [f"README.md quotes {path} wrongly" for path in misquoted(readme, lambda path: (root / path).read_text())]
    # As a user's own shell: nothing of a make that runs this, and folders that nobody else uses.
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name and name != "MFLAGS"}
    with tempfile.TemporaryDirectory(prefix="aio-") as folder:
        environment["XDG_RUNTIME_DIR"] = folder
        environment["XDG_STATE_HOME"] = folder
        started = time.monotonic()
        found += complaints(readme, root, environment)
        found += restored(files)
    for line in found:
        print(line)
    print(f"README.md: {len(commands(readme))} commands in {time.monotonic() - started:.0f} s, {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
