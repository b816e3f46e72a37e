# SPDX-License-Identifier: MIT
"""The checks find what they are for: each rule is broken once here, on values or in a folder of the test's own."""

import tempfile
import unittest
from pathlib import Path

from rooms import complaint, parse_tables
from sources import complaints, complaints_on_includes, complaints_on_shape, complaints_on_xml

TABLES = """
| room | job | may include | libraries |
|---|---|---|---|
| `conf` | text | - | inih |
| `sdk` | headers | - | fmt, Boost in `include/aio/asio.hpp` |
| `dbus` | bus | `sdk` for `<aio/error.hpp>` | sdbus-c++ |
| `daemon/plan` | specs | `conf`, `sdk` | - |
| `daemon` | all of it | all | - |
| `tests` | tests | all | all |

| library | headers |
|---|---|
| inih | `ini.h` |
| fmt | `fmt/` |
| Boost | `boost/` |
| sdbus-c++ | `sdbus-c++/` |
"""


class Rooms(unittest.TestCase):
    def setUp(self):
        self.table = parse_tables(TABLES)

    def complaint(self, path, header):
        return complaint(self.table, path, header)

    def test_own_room_standard_and_posix_headers_are_free(self):
        self.assertIsNone(self.complaint("conf/lines.cpp", "conf/lines.hpp"))
        self.assertIsNone(self.complaint("conf/lines.cpp", "vector"))
        self.assertIsNone(self.complaint("conf/files.cpp", "sys/stat.h"))

    def test_an_arrow_of_the_table_may_be_gone(self):
        self.assertIsNone(self.complaint("daemon/plan/plan.cpp", "conf/config.hpp"))
        self.assertIsNone(self.complaint("daemon/plan/plan.cpp", "aio/task.hpp"))

    def test_an_arrow_against_the_stream_is_found(self):
        self.assertEqual(
            self.complaint("conf/lines.cpp", "daemon/plan/plan.hpp"), "room conf may not include room daemon/plan"
        )

    def test_a_room_is_the_deepest_folder_that_has_a_row(self):
        self.assertEqual(
            self.complaint("daemon/plan/plan.cpp", "daemon/options.hpp"), "room daemon/plan may not include room daemon"
        )
        self.assertIsNone(self.complaint("daemon/main.cpp", "daemon/plan/plan.hpp"))

    def test_one_header_of_a_room_can_be_allowed_alone(self):
        self.assertIsNone(self.complaint("dbus/errors.hpp", "aio/error.hpp"))
        self.assertEqual(
            self.complaint("dbus/errors.hpp", "aio/task.hpp"), "room dbus may include only aio/error.hpp of room sdk"
        )

    def test_a_library_of_another_room_is_found(self):
        self.assertIsNone(self.complaint("conf/tokens.cpp", "ini.h"))
        self.assertEqual(self.complaint("daemon/plan/plan.cpp", "ini.h"), "room daemon/plan may not use inih")

    def test_a_library_can_be_allowed_in_one_file(self):
        self.assertIsNone(self.complaint("sdk/include/aio/asio.hpp", "boost/asio.hpp"))
        self.assertEqual(
            self.complaint("sdk/include/aio/task.hpp", "boost/asio.hpp"),
            "room sdk may use Boost only in include/aio/asio.hpp",
        )

    def test_a_library_that_nobody_listed_is_found(self):
        self.assertEqual(
            self.complaint("tests/conf/lines_test.cpp", "range/v3.hpp"),
            "range/v3.hpp is neither of a room nor of a library of ARCHITECTURE.md",
        )

    def test_a_file_in_no_room_is_found(self):
        self.assertEqual(self.complaint("extra/x.cpp", "vector"), "the file is in no room of ARCHITECTURE.md")

    def test_who_may_include_every_room_may_use_every_library(self):
        self.assertIsNone(self.complaint("daemon/main.cpp", "sdbus-c++/sdbus-c++.h"))

    def test_a_table_that_names_an_unknown_room_or_library_is_refused(self):
        with self.assertRaisesRegex(ValueError, "room conf may include plam, which is no room"):
            parse_tables(TABLES.replace("| text | - | inih |", "| text | `plam` | inih |"))
        with self.assertRaisesRegex(ValueError, "room conf may use ini, which is no library"):
            parse_tables(TABLES.replace("| text | - | inih |", "| text | - | ini |"))


class Sources(unittest.TestCase):
    def test_a_bad_include_is_named_with_its_line(self):
        text = '#include <vector>\n  #  include "daemon/plan/plan.hpp"\n'
        found = list(complaints_on_includes(Path("/nowhere"), parse_tables(TABLES), "conf/lines.cpp", text))
        self.assertEqual(found, ["conf/lines.cpp:2: room conf may not include room daemon/plan"])

    def test_a_quoted_header_must_be_there_seen_from_the_root(self):
        found = list(complaints_on_includes(Path("/nowhere"), parse_tables(TABLES), "conf/a.cpp", '#include "conf/b.hpp"'))
        self.assertEqual(found, ["conf/a.cpp:1: conf/b.hpp is not there, seen from the root"])

    def test_a_source_opens_with_its_licence(self):
        self.assertEqual(
            list(complaints_on_shape("conf/a.cpp", "int a;\n")), ["conf/a.cpp:1: no line 'SPDX-License-Identifier: MIT'"]
        )

    def test_a_header_is_guarded(self):
        text = "// SPDX-License-Identifier: MIT\nint a;\n"
        self.assertEqual(list(complaints_on_shape("conf/a.hpp", text)), ["conf/a.hpp:1: no '#pragma once' after the licence"])
        self.assertEqual(list(complaints_on_shape("conf/a.cpp", text)), [])

    def test_a_file_of_more_than_400_lines_is_found(self):
        text = "// SPDX-License-Identifier: MIT\n" + "int a;\n" * 400
        self.assertEqual(list(complaints_on_shape("conf/a.cpp", text)), ["conf/a.cpp: 401 lines, 400 at most"])

    def test_a_test_that_does_more_under_stress_is_one_that_make_stress_runs(self):
        text = '// SPDX-License-Identifier: MIT\n#include "tests/stress.hpp"\nTEST(%s, IsLong) {}\n'
        self.assertEqual(list(complaints_on_shape("tests/conf/a_test.cpp", text % "LinesStress")), [])
        self.assertEqual(
            list(complaints_on_shape("tests/conf/a_test.cpp", text % "Lines")),
            ["tests/conf/a_test.cpp: includes tests/stress.hpp, but no suite with 'Stress' in its name, which "
             "`make stress` runs"],
        )

    def test_broken_xml_is_named_with_its_line(self):
        self.assertEqual(list(complaints_on_xml("dbus/a.xml", "<node>\n<a></node>")), ["dbus/a.xml:2: mismatched tag"])

    def test_a_whole_tree_is_walked_but_not_what_was_built_in_it(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for path, text in {
                "conf/a.cpp": "// SPDX-License-Identifier: MIT\n#include <fmt/core.h>\n",
                "build/b.cpp": "",
                "tests/run": "#!/bin/sh\n",
                "dbus/xml/c.xml": "<node/>",
            }.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text)
            self.assertEqual(
                list(complaints(root, parse_tables(TABLES))),
                [
                    "conf/a.cpp:2: room conf may not use fmt",
                    "tests/run:1: no line 'SPDX-License-Identifier: MIT'",
                ],
            )


if __name__ == "__main__":
    unittest.main()
