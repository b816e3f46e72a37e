#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the measurements as small as they come, and looks at what they print. Usage: check_bench.py AIO-BENCH"""

import json
import math
import subprocess
import sys


def run(*words):
    done = subprocess.run(words, stdout=subprocess.PIPE, timeout=240, text=True, check=True)
    return done.stdout.splitlines()


def complaints(result):
    """A question has its peer first and somebody to compare with it, and every number says something."""
    rows = result["rows"]
    if len({row["contestant"] for row in rows}) < 2:
        yield f"{result['question']}: fewer than two contestants"
    for row in rows:
        name = f"{result['question']}, {row['metric']}, {row['contestant']}"
        numbers = [row["median"], *row["values"], row.get("ratio", 1)]
        if not all(math.isfinite(number) and number > 0 for number in numbers):
            yield f"{name}: {numbers}"


def complaints_on_table(program):
    for line in run(program, "--smoke", "emit/1"):
        if len(line) >= 100:
            yield f"{len(line)} columns: {line}"


def main(program):
    asked = [line.split(":")[0] for line in run(program, "--list")]
    results = [json.loads(line) for line in run(program, "--smoke", "--json")]
    found = [line for result in results for line in complaints(result)]
    if [result["question"] for result in results] != asked:
        found.append(f"answered {[result['question'] for result in results]} of {asked}")
    found += complaints_on_table(program)
    for line in found:
        print(line)
    print(f"{len(asked)} questions asked, {len(found)} complaints")
    return 1 if found or not asked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
