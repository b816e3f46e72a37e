# SPDX-License-Identifier: MIT
"""The two tables of ARCHITECTURE.md (rooms, libraries) as values, and the verdict on one #include."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

CODE = re.compile(r"`([^`]+)`")


@dataclass
class Room:
    path: str
    # Room or library -> the only headers (rooms) or the only files (libraries) it is allowed for; empty means all.
    rooms: dict = field(default_factory=dict)
    libraries: dict = field(default_factory=dict)
    all_rooms: bool = False
    all_libraries: bool = False


@dataclass
class Table:
    rooms: dict
    libraries: dict  # header or folder prefix -> library

    def room_of(self, path):
        """The deepest room that holds the file, or None."""
        for parent in PurePosixPath(path).parents:
            if str(parent) in self.rooms:
                return self.rooms[str(parent)]
        return None

    def library_of(self, header):
        for prefix, library in self.libraries.items():
            if header == prefix or (prefix.endswith("/") and header.startswith(prefix)):
                return library
        return None


def rows_after(text, head):
    """The cells of each row of the Markdown table that has this head line."""
    lines = text.splitlines()
    start = lines.index(head) + 2
    for line in lines[start:]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def allowed(cell, word):
    """`a`, `b` for `<h>` -> {a: [], b: [h]}; names may stand without backquotes."""
    result = {}
    for part in filter(None, (p.strip() for p in cell.split(","))):
        name, _, only = part.partition(f" {word} ")
        result[name.strip("`")] = [code.strip("<>") for code in CODE.findall(only)]
    return result


def parse_room(cells):
    path, _, rooms, libraries = cells
    room = Room(path.strip("`"))
    room.all_rooms = rooms == "all"
    # Who may include every room stands on every library, too.
    room.all_libraries = "all" in (rooms, libraries)
    room.rooms = {} if rooms in ("all", "-") else allowed(rooms, "for")
    room.libraries = {} if libraries in ("all", "-") else allowed(libraries, "in")
    return room


def parse_tables(text):
    rooms = [parse_room(cells) for cells in rows_after(text, "| room | job | may include | libraries |")]
    libraries = {}
    for library, headers in rows_after(text, "| library | headers |"):
        libraries.update((header, library) for header in CODE.findall(headers))
    table = Table({room.path: room for room in rooms}, libraries)
    check_names(table)
    return table


def check_names(table):
    for room in table.rooms.values():
        for name in room.rooms:
            if name not in table.rooms:
                raise ValueError(f"ARCHITECTURE.md: room {room.path} may include {name}, which is no room")
        for name in room.libraries:
            if name not in table.libraries.values():
                raise ValueError(f"ARCHITECTURE.md: room {room.path} may use {name}, which is no library")


def complaint(table, path, header):
    """Why the file may not include the header (as written, without its brackets), or None."""
    room = table.room_of(path)
    if room is None:
        return "the file is in no room of ARCHITECTURE.md"
    where = "sdk/include/" + header if header.startswith("aio/") else header
    other = table.room_of(where)
    if other is not None:
        return complaint_on_room(room, other, header)
    library = table.library_of(header)
    if library is not None:
        return complaint_on_library(room, path, library)
    if "/" in header and header.split("/")[0] not in ("sys", "netinet", "arpa", "linux", "net"):
        return f"{header} is neither of a room nor of a library of ARCHITECTURE.md"
    return None


def complaint_on_room(room, other, header):
    if other is room or room.all_rooms:
        return None
    if other.path not in room.rooms:
        return f"room {room.path} may not include room {other.path}"
    only = room.rooms[other.path]
    if only and header not in only:
        return f"room {room.path} may include only {', '.join(only)} of room {other.path}"
    return None


def complaint_on_library(room, path, library):
    if room.all_libraries:
        return None
    if library not in room.libraries:
        return f"room {room.path} may not use {library}"
    only = room.libraries[library]
    if only and path not in (f"{room.path}/{file}" for file in only):
        return f"room {room.path} may use {library} only in {', '.join(only)}"
    return None
