# SPDX-License-Identifier: MIT
"""Reads cases as JSON lines and answers, a line each, what Python's logging makes of them.

{"format": text, "style": "%", "datefmt": text or null}: the line of one fixed record, or null when it is refused.
{"config": text, "lines": [[logger, level], ...]}: for each line the names of the handlers that get it, sorted.
"""
import io
import json
import logging
import logging.config
import sys
import time

logging.Formatter.converter = time.gmtime


def fixed_record():
    record = logging.LogRecord("my.app", logging.WARNING, "/src/some_file.cpp", 42, "hello wörld", None, None, "work")
    record.created = 1769860800.25
    record.msecs = 250.0
    record.process = 4321
    record.thread = 4321
    return record


def formatted(case):
    try:
        return logging.Formatter(case["format"], case["datefmt"], case["style"]).format(fixed_record())
    except (ValueError, TypeError, KeyError):
        return None


def delivered(case):
    logging.lastResort = None
    logging.root.handlers.clear()
    logging.Logger.manager.loggerDict.clear()
    logging.config.fileConfig(io.StringIO(case["config"]))
    hits = []
    for logger in [logging.root, *logging.Logger.manager.loggerDict.values()]:
        for handler in getattr(logger, "handlers", []):
            handler.handle = lambda record, name=handler.name: hits.append(name)
    answers = []
    for name, level in case["lines"]:
        hits.clear()
        logging.getLogger(name).log(level, "x")
        answers.append(sorted(hits))
    return answers


for line in sys.stdin:
    case = json.loads(line)
    print(json.dumps(formatted(case) if "format" in case else delivered(case)))
