#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds what `aioctl --json` prints, of each verb and a real aiod, against the schemas in ctl/schema.

Those are made strict for it: a key that no schema tells of is a complaint, so that each is documented.
Usage: check_json.py BIN PROBE SCHEMAS
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
except ImportError:
    print("SKIPPED: python3-jsonschema is not installed, so no output is held against its schema")
    sys.exit(77)

NO_JSON = {"build", "new", "run"}

CONFIGURATION = """
[schedule/beat]
every = 1h
func = probe.beat
[schedule/bad]
every = 1h
func = probe.failing_beat
enabled = no
[server/sum]
protocol = aio.demo.Addition
port = 0
[server/off]
protocol = aio.demo.Addition
port = 0
enabled = no
[listen/words]
word = probe.hear
       probe.fail
"""

TAP = """#!/bin/sh
printf 'ok 1 - one\\nnot ok 2 - two\\n# because\\nok 3 # SKIP no root\\n1..3\\n'
"""

# What is asked, and how it ends. The first word that is no option is the verb.
ASKED = [
    (["status"], 0),
    (["status", "off"], 3),
    (["list-schedules"], 0),
    (["list-servers"], 0),
    (["list-servers", "nothing"], 0),
    (["list-listeners"], 0),
    (["list-modules"], 0),
    (["is-active", "beat"], 0),
    (["is-active", "off"], 3),
    (["emit", "word", "data"], 1),
    (["emit", "word", "--no-wait"], None),  # the failing listener may have ended
    (["emit", "nothing"], 8),
    (["trigger", "beat"], 0),
    (["trigger", "beat", "--no-wait"], 0),
    (["trigger", "bad"], 1),
    (["pause", "beat"], 0),
    (["resume", "beat"], 0),
    (["stop", "server/sum"], 0),
    (["start", "sum"], 0),
    (["status"], 0),
    (["log-level"], 0),
    (["log-level", "root"], 0),
    (["log-level", "root", "DEBUG"], 0),
    (["config"], 0),
    (["config", "-g", "schedule/beat"], 0),
    (["config", "-g", "schedule/beat:every"], 0),
    (["config", "-s", "app:word", "x"], 0),
    (["config", "--where", "app:word"], 0),
    (["config", "--schema"], 0),
    (["config", "--where", "schedule/beat:overlap"], 0),
    (["config", "--where", "schedule/beat:timeout"], 0),
    (["config", "--unset", "app:word"], 0),
    (["reload"], 0),
    (["test", "probe", "--list"], 0),
    (["test", "told"], 1),
    (["status", "bad"], 3),  # has had a run, and lines of the log
    (["status", "listener/word"], 0),
    (["status", "*"], 3),
]


def strict(schema, folder):
    """The schema, with those that it refers to in their places, and closed to keys that it does not tell of."""
    if isinstance(schema, list):
        return [strict(part, folder) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return load(folder / schema["$ref"])
    closed = {key: strict(part, folder) for key, part in schema.items()}
    if "properties" in closed:
        closed.setdefault("additionalProperties", False)
    return closed


def load(path):
    return strict(json.loads(path.read_text()), path.parent)


def complaints(verb, text, schemas):
    """What is wrong with the output of the verb."""
    if verb not in schemas:
        return [f"{verb}: there is no {verb}.json"]
    try:
        output = json.loads(text)
    except ValueError as error:
        return [f"{verb}: no JSON: {error}"]
    found = best_match(Draft202012Validator(schemas[verb]).iter_errors(output))
    return [f"{verb}: {found.json_path}: {found.message}\n{text}"] if found else []


def listed_verbs(help_text):
    """The verbs of `aioctl --help`: the lines before the options that begin with two blanks."""
    lines = help_text[: help_text.index("\nOptions:\n")].splitlines()
    return {line.split()[0] for line in lines if line.startswith("  ")}


class Daemon:
    """A real aiod on a private bus, in a folder of its own."""

    def __init__(self, programs, probe, folder):
        (folder / "run").mkdir(mode=0o700)
        (folder / "probe").symlink_to(probe)
        (folder / "aio.conf").write_text(CONFIGURATION)
        (folder / "told/tests").mkdir(parents=True)
        (folder / "told/tests/tap").write_text(TAP)
        (folder / "told/tests/tap").chmod(0o700)
        self.programs, self.folder = programs, folder
        self.environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder / "run"), "HOME": str(folder)}
        self.process = subprocess.Popen(
            [programs / "aiod"], cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for line in self.process.stderr:
            if "ready:" in line:
                return
        raise RuntimeError("aiod did not become ready")

    def aioctl(self, words):
        return subprocess.run([self.programs / "aioctl", *words], cwd=self.folder, env=self.environment,
                              text=True, capture_output=True, timeout=60)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)


class Monitor:
    """`aioctl monitor --json`, which prints until it is told to end."""

    def __init__(self, daemon):
        self.process = subprocess.Popen(
            [daemon.programs / "aioctl", "--json", "monitor"], cwd=daemon.folder, env=daemon.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        daemon.aioctl(["status"])  # time to subscribe

    def complaints(self, schemas):
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=60)
        wrong = [err] if err else []
        for line in out.splitlines():
            wrong += complaints("monitor", line, schemas)
        told = {json.loads(line)["kind"] for line in out.splitlines()}
        return wrong + [f"monitor: tells of no {kind}" for kind in {"run", "signal", "config"} - told]


def check(daemon, schemas):
    wrong = []
    monitor = Monitor(daemon)
    for form in ("--json", "--json=pretty"):
        for words, status in ASKED:
            done = daemon.aioctl([form, *words])
            if status is not None and done.returncode != status:
                wrong.append(f"{' '.join(words)}: exit status {done.returncode}, not {status}\n{done.stderr}")
            wrong += complaints(words[0], done.stdout, schemas)
    wrong += monitor.complaints(schemas)
    unasked = listed_verbs(daemon.aioctl(["--help"]).stdout) - NO_JSON - {"monitor"} - {words[0] for words, _ in ASKED}
    return wrong + [f"{verb}: it is asked nothing here" for verb in sorted(unasked)]


def main(programs, probe, folder):
    schemas = {path.stem: load(path) for path in folder.glob("*.json")}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    with tempfile.TemporaryDirectory() as place:
        daemon = Daemon(programs, probe, Path(place))
        try:
            wrong = check(daemon, schemas)
        finally:
            daemon.stop()
    print("\n".join(wrong))
    print(f"{len(ASKED)} questions asked, {len(wrong)} complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*(Path(argument).resolve() for argument in sys.argv[1:])))
