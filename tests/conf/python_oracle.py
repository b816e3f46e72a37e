# SPDX-License-Identifier: MIT
"""Reads cases as JSON lines and answers, a line each, what Python's configparser makes of them.

A case is a list of texts, read one after the other; or {"fold": [text, ...]}; or {"spaces": true}; or
{"settable": [value, ...]}, answered by whether set() takes each; or {"decoded": [bytes as Latin-1, ...]}, answered by
the line of each that is not UTF-8, or 0.
"""
import configparser
import io
import json
import sys

KINDS = {
    configparser.MissingSectionHeaderError: "headless",
    configparser.ParsingError: "broken",
    configparser.DuplicateSectionError: "duplicate",
    configparser.DuplicateOptionError: "duplicate",
    configparser.InterpolationMissingOptionError: "missing",
    configparser.InterpolationDepthError: "depth",
    configparser.InterpolationSyntaxError: "syntax",
}


def value(parser, section, option):
    try:
        return {"value": parser.get(section, option)}
    except configparser.InterpolationError as error:
        return {"error": KINDS[type(error)], "section": error.section, "option": error.option}


def described(parser, section, options):
    return {
        "name": section,
        "options": [
            {"name": o, "raw": parser.get(section, o, raw=True), **value(parser, section, o)} for o in options
        ],
    }


def read(texts):
    parser = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
    for source, text in enumerate(texts):
        try:
            parser.read_file(io.StringIO(text, newline=None))
        except configparser.ParsingError as error:
            lines = [line for line, _ in getattr(error, "errors", [])] or [error.lineno]
            return {"failed": KINDS[type(error)], "source": source, "lines": lines}
        except configparser.Error as error:
            return {"failed": KINDS[type(error)], "source": source, "lines": [error.lineno]}
    sections = [described(parser, "DEFAULT", list(parser.defaults()))]
    sections += [described(parser, name, parser.options(name)) for name in parser.sections()]
    return {"sections": sections}


def settable(value):
    parser = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
    parser.add_section("s")
    try:
        parser.set("s", "o", value)
        return True
    except ValueError:
        return False


def undecodable_line(octets):
    try:
        octets.decode("utf-8")
        return 0
    except UnicodeDecodeError as error:
        before = io.StringIO(octets[: error.start].decode("utf-8"), newline=None).read()
        return before.count("\n") + 1


def answer(case):
    if isinstance(case, list):
        return read(case)
    if "settable" in case:
        return [settable(value) for value in case["settable"]]
    if "decoded" in case:
        return [undecodable_line(text.encode("latin-1")) for text in case["decoded"]]
    if "fold" in case:
        return [text.lower() for text in case["fold"]]
    return [c for c in range(0x110000) if chr(c).isspace()]


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))
