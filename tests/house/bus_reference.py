#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the part of org.aio.Runner1(5) that has every interface, out of dbus/xml with its comments.

Compares it with what stands in packaging/org.aio.Runner1.5.scd, or puts it there.
Usage: bus_reference.py ROOT [--write]
"""

import difflib
import re
import sys
from pathlib import Path
from xml.dom import Node, minidom

BEGIN = "; The interfaces: made by tests/house/bus_reference.py . --write\n"
END = "; The interfaces end here.\n"
FIRST = ["Manager", "Config", "Schedule", "Server", "Listener", "Module"]
WIDTH = 82  # of a line in the source, a tab not counted
CHANGES = "org.freedesktop.DBus.Property.EmitsChangedSignal"


def escaped(text):
    return re.sub(r"([\\*_#`~<>])", r"\\\1", text)


def filled(text, indent):
    lines = [""]
    for word in escaped(text).split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    # What would begin a table or a list, were it not escaped.
    return "".join(indent + ("\\" if line[0] in "[]|-" else "") + line + "\n" for line in lines)


def paragraphs(comment, indent=""):
    """A blank line parts paragraphs; all other breaks are those of the source."""
    return "\n".join(filled(part, indent) for part in re.split(r"\n\s*\n", comment.strip()) if part)


def with_comments(nodes):
    """Each element with the comment right before it, or with an empty one."""
    comment = ""
    for node in nodes:
        if node.nodeType == Node.COMMENT_NODE:
            comment = node.data
        elif node.nodeType == Node.ELEMENT_NODE:
            yield node, comment
            comment = ""


def arguments(member, direction):
    found = [each for each in member.getElementsByTagName("arg") if each.getAttribute("direction") == direction]
    return ", ".join(f"_{escaped(each.getAttribute('name'))}_ {each.getAttribute('type')}" for each in found)


def method(member):
    answer = arguments(member, "out")
    return f"({arguments(member, 'in')})" + (f" -> {answer}" if answer else "")


def signal(member):
    return f"({arguments(member, '')})"


def bus_property(member):
    text = " " + member.getAttribute("type")
    marks = ["writable"] if member.getAttribute("access") == "readwrite" else []
    for annotation in member.getElementsByTagName("annotation"):
        if annotation.getAttribute("name") == CHANGES:
            marks.append({"const": "constant", "false": "changes are not told"}[annotation.getAttribute("value")])
    return text + (f" ({', '.join(marks)})" if marks else "")


HEADS = {"method": ("Methods", method), "signal": ("Signals", signal), "property": ("Properties", bus_property)}


def interface(element):
    text = ""
    for tag, (title, head) in HEADS.items():
        members = [each for each in with_comments(element.childNodes) if each[0].tagName == tag]
        if members:
            text += f"{title}:\n\n"
        for member, comment in members:
            text += f"*{member.getAttribute('name')}*{head(member)}\n"
            text += (paragraphs(comment, "\t") if comment else "") + "\n"
    return text


def page_of(path):
    text = ""
    for node, comment in with_comments(minidom.parse(str(path)).childNodes):
        for element in node.getElementsByTagName("interface"):
            text += f"# {element.getAttribute('name')}\n\n{paragraphs(comment)}\n{interface(element)}"
    return text


def rank(path):
    name = path.stem.rsplit(".", 1)[-1]
    return (FIRST.index(name) if name in FIRST else len(FIRST), path.name)


def main(root, write):
    path = root / "packaging/org.aio.Runner1.5.scd"
    page = path.read_text()
    if BEGIN not in page or END not in page:
        sys.exit(f"{path} has no part that begins and ends with\n{BEGIN}{END}")
    before, rest = page.split(BEGIN)
    old, after = rest.split(END)
    new = "\n" + "".join(page_of(each) for each in sorted((root / "dbus/xml").glob("*.xml"), key=rank))
    if write:
        path.write_text(before + BEGIN + new + END + after)
        return 0
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), path.name, "dbus/xml", lineterm="")
    different = "\n".join(lines)
    print(different or f"{path.name} has the interfaces as they are")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), "--write" in sys.argv[2:]))
