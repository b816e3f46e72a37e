#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""From `aioctl new` to a handler that runs, as a module author does it with an installed aio: in C++ and with programs.

The commands of the README that comes with a new module run as written. Usage: check_new.py BUILD
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from readme import commands, lacking

DEADLINE = 300  # seconds for one command: a quiet machine takes ten for the longest
SOON = 60  # seconds for what a running aiod is to do


class Wrong(Exception):
    """What is not as it should be."""


class Bench:
    """A folder to work in, and an environment that has nothing but the installed aio of whoever runs the tests."""

    def __init__(self, folder, prefix):
        self.folder = folder
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        self.environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "PATH": f"{prefix}/bin:{os.environ['PATH']}"}
        self.environment.pop("CMAKE_PREFIX_PATH", None)

    def run(self, command, folder="."):
        """The output of a command that ends well."""
        print("$", command, flush=True)
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder / folder, env=self.environment, text=True, timeout=DEADLINE,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        if done.returncode != 0:
            raise Wrong(f"`{command}`: exit status {done.returncode}\n{done.stdout}")
        return done.stdout


class Serving:
    """A command that runs aiod, such as `aioctl run`, until leave(); what it says goes into a file."""

    def __init__(self, bench, folder, command):
        print("$", command, "&", flush=True)
        self.log = bench.folder / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command.split(), cwd=bench.folder / folder, env=bench.environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def expect(self, text):
        """Waits until the log has this."""
        until = time.monotonic() + SOON
        while text not in self.log.read_text():
            if time.monotonic() > until or self.process.poll() is not None:
                raise Wrong(f"aiod never said '{text}'\n{self.log.read_text()}")
            time.sleep(0.02)

    def leave(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(SOON)
        if status != 0:
            raise Wrong(f"aiod ended with {status} after SIGTERM\n{self.log.read_text()}")


def expect_handlers_to_run(bench, name, command):
    """Starts aiod with this command, sees the schedule run, and has the listener hear something."""
    with Serving(bench, name, command) as aiod:
        aiod.expect(f"'{name}' is due")
        bench.run(f"aioctl emit {name}-hello world")
        aiod.expect("Heard 'world'")
        schedules = json.loads(bench.run("aioctl status --json"))["schedules"]
        outcomes = [(each["name"], each["last_outcome"]) for each in schedules]
        if outcomes != [(name, "ok")]:
            raise Wrong(f"aioctl status tells {outcomes} of the schedule")
        aiod.leave()


def expect_a_rebuilt_module_to_run(bench, name):
    """Builds the module anew under a running aiod, which takes it with a reload."""
    source = bench.folder / name / f"{name}.cpp"
    text = source.read_text()
    with Serving(bench, name, "aioctl run") as aiod:
        aiod.expect(f"'{name}' is due")
        source.write_text(text.replace("is due", "is due anew"))
        bench.run(f"aioctl build {name}.cpp", name)
        bench.run("aioctl reload")
        aiod.expect(f"'{name}' is due anew")
        aiod.leave()
    source.write_text(text)


def run_readme(bench, name):
    for command in commands((bench.folder / name / "README.md").read_text()):
        missing = lacking(command.shown, output := bench.run(command.text, name))
        if missing:
            raise Wrong(f"{name}/README.md: no line '{missing}' in the output of `{command.text}`\n{output}")


def expect_examples_to_hold(bench, name):
    """`aioctl test` in the module's folder, which runs the README's examples by itself."""
    said = bench.run("aioctl test", name)
    if not re.search(rf"^ok +{name}/README.md:\d+ ", said, re.MULTILINE):
        raise Wrong(f"aioctl test tells of no example of {name}/README.md\n{said}")


def follow_the_steps(bench, name, words):
    """Types what `aioctl new` says is next; the seconds until the handlers ran."""
    started = time.monotonic()
    said = bench.run(f"aioctl new {words}")
    steps = re.findall(r"^  (.+)$", said[said.index("\nNext:"):], re.MULTILINE)
    first, *between, last = steps[: steps.index("aioctl run") + 1]
    if first != f"cd {name}":
        raise Wrong(f"the first step is `{first}`")
    for step in between:
        bench.run(step, name)
    expect_handlers_to_run(bench, name, last)
    return time.monotonic() - started


def check(bench):
    module, programs = "my.greet", "shelly"
    print(f"handlers of {module} ran after {follow_the_steps(bench, module, module):.1f} s")
    expect_a_rebuilt_module_to_run(bench, module)
    run_readme(bench, module)
    expect_examples_to_hold(bench, module)
    # What CMake has built runs too.
    expect_handlers_to_run(bench, module, f"aioctl run -c build/lib/aio/modules/{module}/aio.conf")
    print(f"handlers of {programs} ran after {follow_the_steps(bench, programs, programs + ' --program'):.1f} s")
    run_readme(bench, programs)
    expect_examples_to_hold(bench, programs)


def main(build):
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="aio-") as folder:
        prefix = Path(folder) / "prefix"
        subprocess.run(
            ["cmake", "--install", build, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL, timeout=DEADLINE
        )
        work = Path(folder) / "a $user's work"
        work.mkdir()
        try:
            check(Bench(work, prefix))
        except Wrong as wrong:
            print(wrong)
            return 1
    print(f"all of it in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
