#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the tree against the tables of ARCHITECTURE.md and the rules for sources. Usage: check_sources.py ROOT"""

import sys
from pathlib import Path

from rooms import parse_tables
from sources import CODE, complaints, files


def main(root):
    table = parse_tables((root / "ARCHITECTURE.md").read_text())
    found = list(complaints(root, table))
    for line in found:
        print(line)
    looked_at = sum(path.endswith(CODE) for path in files(root))
    print(f"{looked_at} C++ files looked at, {len(found)} complaints")
    return 1 if found or not looked_at else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
