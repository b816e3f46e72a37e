# SPDX-License-Identifier: MIT
"""What readme.py reads out of a README, and what it misses in an output."""

import unittest

from readme import commands, lacking, misquoted

README = """# Title

```console
$ make run
```

```ini
$ not a command
```

```console
$ first 'word'
INFO ready
$ second
```

<!-- made by script.py -->
```console
$ made by a script
```

<!-- quoted from hello.cpp -->
```cpp
int main() {}
```
"""


class Readme(unittest.TestCase):
    def test_commands_come_from_console_blocks_in_order(self):
        self.assertEqual([c.text for c in commands(README)], ["make run", "first 'word'", "second"])

    def test_output_belongs_to_the_command_above_it(self):
        self.assertEqual([c.shown for c in commands(README)], [[], ["INFO ready"], []])

    def test_shown_lines_are_looked_for_in_order(self):
        self.assertIsNone(lacking(["a", "c"], "a\nb\nc\n"))
        self.assertEqual(lacking(["c", "a"], "a\nb\nc\n"), "a")

    def test_a_star_stands_for_anything_and_a_bracket_for_itself(self):
        self.assertIsNone(lacking(["run * us", "[aio]"], "run 17 us\n[aio]\n"))
        self.assertEqual(lacking(["[aio]"], "a\n"), "[aio]")

    def test_quoted_code_must_be_in_its_file(self):
        self.assertEqual(misquoted(README, lambda path: "#include <x>\nint main() {}\n"), [])
        self.assertEqual(misquoted(README, lambda path: "int main() { return 1; }"), ["hello.cpp"])


if __name__ == "__main__":
    unittest.main()
