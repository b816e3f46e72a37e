# SPDX-License-Identifier: MIT
"""Our own files: which they are, and what each must be like."""

import re
import xml.etree.ElementTree
import xml.parsers.expat
from pathlib import Path

from rooms import complaint

CODE = (".cpp", ".hpp")
LONGEST = 400  # lines; a file over 300 already wants to be two
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
STRESS = re.compile(r'#include "tests/stress\.hpp"')
STRESSED = re.compile(r"TEST\w*\(\w*Stress\w*,")
LICENCE = "SPDX-License-Identifier: MIT"


def files(root):
    """Every file of ours, as paths from the root: what stands in the tree but in no build folder or hidden one."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and parts[0] != "build" and not any(p.startswith(".") or p == "__pycache__" for p in parts):
            yield path.relative_to(root).as_posix()


def is_script(root, path):
    return Path(path).suffix == ".py" or (root / path).read_bytes()[:2] == b"#!"


def complaints_on_includes(root, table, path, text):
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        bracket, header = match.groups()
        why = complaint(table, path, header)
        if why is None and bracket == '"' and not (root / header).exists() and not made_by_the_build(header):
            why = f"{header} is not there, seen from the root"
        if why:
            yield f"{path}:{number}: {why}"


def made_by_the_build(header):
    return header.startswith("dbus/glue/")


def complaints_on_shape(path, text):
    """Licence first, headers guarded, files of a size that can be read."""
    lines = text.splitlines()
    if LICENCE not in "".join(lines[:2]):
        yield f"{path}:1: no line '{LICENCE}'"
    if path.endswith(".hpp") and "#pragma once" not in lines[:3]:
        yield f"{path}:1: no '#pragma once' after the licence"
    if len(lines) > LONGEST:
        yield f"{path}: {len(lines)} lines, {LONGEST} at most"
    if path.endswith(CODE) and STRESS.search(text) and not STRESSED.search(text):
        yield f"{path}: includes tests/stress.hpp, but no suite with 'Stress' in its name, which `make stress` runs"


def complaints_on_xml(path, text):
    try:
        xml.etree.ElementTree.fromstring(text)
    except xml.etree.ElementTree.ParseError as error:
        yield f"{path}:{error.position[0]}: {xml.parsers.expat.ErrorString(error.code)}"


def complaints(root, table):
    for path in files(root):
        if path.endswith(CODE):
            text = (root / path).read_text()
            yield from complaints_on_shape(path, text)
            yield from complaints_on_includes(root, table, path, text)
        elif path.endswith(".xml"):
            yield from complaints_on_xml(path, (root / path).read_text())
        elif is_script(root, path):
            yield from complaints_on_shape(path, (root / path).read_text())
