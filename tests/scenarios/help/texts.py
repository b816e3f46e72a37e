# SPDX-License-Identifier: MIT
"""What help, man pages and completions name, as sets of words: "-c", "--config", "status"."""

import re

# Of --help: "  -c, --config=FILE   what it is", "      --check   ...".
HELP_FLAG = re.compile(r"^ {2,6}(?:(-\w), )?(--[a-z][a-z-]*)", re.M)
HELP_VERB = re.compile(r"^  ([a-z][a-z-]*)(?: \S+)* {2,}\S", re.M)
# Of scdoc: a line that begins with "*-c*, *--config*=_FILE_" or "*status* [_PATTERN_]".
PAGE_FLAG = re.compile(r"\*(--?[A-Za-z][a-z-]*)\*")
PAGE_VERB = re.compile(r"^\*([a-z][a-z-]*)\*")


def flags_of_help(text):
    return {flag for both in HELP_FLAG.findall(text) for flag in both if flag}


def statuses_of_help(text):
    return re.findall(r"\b(\d+) ", text.split("\nExit status: ")[-1].replace("\n", " "))


def statuses_of_page(page):
    return [m[1] for line in sections(page)["EXIT STATUS"] if (m := re.match(r"\*(\d+)\*$", line))]


def verbs_of_help(text):
    """Those in front of the options, where two blanks begin a flag, and of the configuration's own commands."""
    return HELP_VERB.findall(re.split(r"\n(?:Options:|Commands\b.*)\n", text)[0])


def sections(page):
    """Of a page in scdoc: title -> its lines, those of subsections with it."""
    found, title = {}, None
    for line in page.splitlines():
        if line.startswith("# "):
            title = line[2:]
            found[title] = []
        elif title:
            found[title].append(line)
    return found


def flags_of_page(page, verb=None):
    """The flags that lines of OPTIONS begin with; with a verb, those of its entry."""
    lines = sections(page)["OPTIONS"] if verb is None else entry(page, verb)
    return {flag for line in lines if line.startswith("*-") for flag in PAGE_FLAG.findall(line)}


def entry(page, verb):
    """The lines of a verb, in all the ways to call it, and of the options that stand a step further in."""
    found, inside = [], False
    for line in sections(page)["VERBS"]:
        if line and not line.startswith("\t"):
            inside = (begun := PAGE_VERB.match(line)) is not None and begun[1] == verb
        if inside:
            found.append(line.strip())
    return found


def verbs_of_page(page):
    """A verb may have several lines, one for each way to call it."""
    return list(dict.fromkeys(m[1] for line in sections(page)["VERBS"] if (m := PAGE_VERB.match(line))))


def flags_of_zsh(text):
    """Of specifications of _arguments, as they stand in the file or one a line."""
    found = set(re.findall(r"(?:^|['\")])(--?[A-Za-z][a-z-]*)(?=[+=]?-?\[)", text, re.M))
    for pair in re.findall(r"\{(-[^{}]+)\}", text):
        found.update(flag.rstrip("+=") for flag in pair.split(","))
    return found


def verbs_of_zsh(text):
    return re.findall(r"^    '([a-z][a-z-]*):", text, re.M)


def flags_of_fish(text):
    words = re.findall(r"^complete -c \w+(?: -n (?:\"[^\"]*\"|\S+))?((?: -[ls] \S+)+)", text, re.M)
    long = {"--" + name for part in words for name in re.findall(r" -l (\S+)", part)}
    return long | {"-" + name for part in words for name in re.findall(r" -s (\S+)", part)}


def verbs_of_fish(text):
    return re.findall(r"^complete -c aioctl -n \"\$bare\" -a ([a-z][a-z-]*) ", text, re.M)
