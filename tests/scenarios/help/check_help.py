#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the man pages and the completions of bash, zsh and fish against what --help says, and tries them.

Usage: check_help.py SOURCE BIN PART, where PART is help, pages, bash, zsh or fish. Exits 77 where that program is not.
"""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest
from functools import cache
from pathlib import Path

import shells
import texts

SOURCE, BIN = (Path(folder).resolve() for folder in sys.argv[1:3])
PACKAGING = SOURCE / "packaging"
COMPLETIONS = PACKAGING / "completions"

# What the stub prints, in the form of aioctl --json=pretty. Control characters and values that look like names are there
# to be left out.
NAMES = {
    "list-schedules": '{\n  "schedules": [\n    {\n      "name": "beat",\n      "every_usec": 1\n    },\n'
                      '    {\n      "name": "best",\n      "last_error": "\\"name\\": \\"no\\""\n    }\n  ]\n}',
    "list-servers": '{\n  "servers": [\n    {\n      "name": "web",\n      "port": 1\n    }\n  ]\n}',
    "list-listeners": '{\n  "listeners": [\n    {\n      "name": "door open",\n      "handlers": [\n        "a.b"\n'
                      '      ]\n    },\n    {\n      "name": "a\\"b\\\\c"\n    },\n    {\n      "name": "bell\\u0007"\n'
                      '    }\n  ]\n}',
    "list-modules": '{\n  "modules": [\n    {\n      "name": "aio.demo"\n    }\n  ]\n}',
    "log-level": '{\n  "loggers": [\n    {\n      "name": "root"\n    },\n    {\n      "name": "aio.db"\n    }\n  ]\n}',
    "config": '{\n  "aio": {\n    "drain": "10s",\n    "log_level": "INFO"\n  },\n  "aio/commands": {},\n'
              '  "schedule/beat": {\n    "every": "a\\n  \\"b\\": {",\n    "func": "x"\n  }\n}',
}
# What it prints for config --schema.
SCHEMA = ('{\n  "keys": [\n    {\n      "section": "aio",\n      "key": "drain",\n      "default": "10s"\n    },\n'
          '    {\n      "section": "aio/testing",\n      "key": "modules",\n      "help": "x"\n    },\n'
          '    {\n      "section": "schedule/NAME",\n      "key": "every",\n      "help": "x"\n    },\n'
          '    {\n      "section": "schedule/NAME",\n      "key": "overlap",\n      "help": "x"\n    },\n'
          '    {\n      "section": "listen/NAME",\n      "key": "*",\n      "help": "x"\n    }\n  ]\n}')
HELP = ("Usage: aioctl [OPTION...] VERB ...\n\nRun it:\n  run  run\n\nCommands, which take any words ([aio/commands]):\n"
        "  greet                       probe.greet\n\nOptions:\n  -q, --quiet   no\n")
READING = {*NAMES, "status", "is-active"}


@cache
def help_of(program, *words):
    done = subprocess.run([BIN / program, *words, "--help"], text=True, capture_output=True, timeout=30, check=True)
    return done.stdout


@cache
def verbs():
    return texts.verbs_of_help(help_of("aioctl"))


def flags(*verb):
    return texts.flags_of_help(help_of("aioctl", *verb))


def every_flag():
    return flags().union(*(flags(verb) for verb in verbs()))


class Stub:
    """An `aioctl` to put first on PATH: answers as NAMES, or ends with 7 as without a daemon, and notes its words."""

    def __init__(self, case, away=False):
        self.folder = Path(tempfile.mkdtemp(prefix="aio-help-"))
        case.addCleanup(shutil.rmtree, self.folder)
        self.calls = self.folder / "calls"
        self.calls.touch()
        for verb, text in NAMES.items():
            (self.folder / f"{verb}.json").write_text(text + "\n")
        (self.folder / "--help.json").write_text(HELP)
        (self.folder / "--schema.json").write_text(SCHEMA + "\n")
        answer = 'echo "aioctl: no daemon" >&2; exit 7' if away else f"cat {self.folder}/$word.json"
        program = self.folder / "aioctl"
        program.write_text(f'#!/bin/sh\necho "$*" >>{self.calls}\n'
                           f"for word; do case $word in --*) ;; *) break ;; esac; done\n"
                           f"case \"$*\" in *--schema*) word=--schema ;; esac\n{answer}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    def called(self):
        return [line.split() for line in self.calls.read_text().splitlines()]


class Help(unittest.TestCase):
    def test_has_less_than_80_columns_in_every_line(self):
        whole = [help_of("aioctl"), help_of("aiod"), *(help_of("aioctl", verb) for verb in verbs())]
        self.assertEqual([line for text in whole for line in text.splitlines() if len(line) >= 80], [])

    def test_of_a_verb_has_no_option_that_the_whole_one_lacks_but_what_config_does(self):
        self.assertEqual(every_flag() - flags(), {"-g", "--get", "-s", "--set", "--unset", "--where"})

    def test_lists_each_verb_once(self):
        self.assertGreater(len(verbs()), 10)
        self.assertEqual(len(verbs()), len(set(verbs())))
        self.assertIn("config", verbs())

    def test_is_read_rightly_here(self):
        text = "See:\n  status [X]      what\n  config ...  more\n\nCommands, all:\n  greet  my.greet\n\nOptions:\n  -q, --quiet   no\n      --a-b[=c|d]  x\n"
        self.assertEqual(texts.verbs_of_help(text), ["status", "config"])
        self.assertEqual(texts.flags_of_help(text), {"-q", "--quiet", "--a-b"})


class Pages(unittest.TestCase):
    page = (PACKAGING / "aioctl.1.scd").read_text()

    def test_have_the_verbs_of_help_in_its_order(self):
        self.assertEqual(texts.verbs_of_page(self.page), verbs())

    def test_have_the_options_of_help(self):
        self.assertEqual(texts.flags_of_page(self.page), every_flag())
        aiod = (PACKAGING / "aiod.8.scd").read_text()
        self.assertEqual(texts.flags_of_page(aiod), texts.flags_of_help(help_of("aiod")))

    def test_have_the_exit_statuses_of_help(self):
        self.assertEqual(texts.statuses_of_page(self.page), texts.statuses_of_help(help_of("aioctl")))
        aiod = (PACKAGING / "aiod.8.scd").read_text()
        self.assertEqual(texts.statuses_of_page(aiod), texts.statuses_of_help(help_of("aiod")))

    def test_have_with_each_verb_the_options_that_are_not_every_verbs(self):
        for verb in verbs():
            with self.subTest(verb):
                self.assertEqual(texts.flags_of_page(self.page, verb), flags(verb) - flags("status"))

    def test_are_taken_by_scdoc_and_have_nothing_that_man_warns_of(self):
        for source in sorted(PACKAGING.glob("*.scd")):
            with self.subTest(source.name), tempfile.TemporaryDirectory() as folder:
                made = subprocess.run(["scdoc"], stdin=source.open(), text=True, capture_output=True, timeout=30)
                self.assertEqual((made.returncode, made.stderr), (0, ""))
                if not shutil.which("man"):
                    print("SKIPPED: man is not installed, so nobody warns of", source.name)
                    continue
                page = Path(folder) / source.stem
                page.write_text(made.stdout)
                shown = subprocess.run(["man", "-l", "--warnings", "-P", "cat", page], text=True, capture_output=True,
                                       env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"}, timeout=30)
                self.assertEqual((shown.returncode, shown.stderr), (0, ""))
                self.assertIn("SEE ALSO", shown.stdout)


class Completion:
    """What is asked of bash and fish alike; offers() is the shell's own."""

    def offered(self, line, stub=None):
        offers, errors = self.offers("aioctl", line, stub or Stub(self))
        self.assertEqual(errors, "", line)
        return offers

    def test_offers_the_verbs_of_help(self):
        both = sorted([*verbs(), "greet"])
        self.assertEqual(sorted(self.offered("aioctl ")), both)
        self.assertEqual(sorted(self.offered("aioctl -q --timeout 5 ")), both)

    def test_offers_commands_and_leaves_their_words_to_them(self):
        self.assertEqual(self.offered("aioctl gre"), ["greet"])
        for line in ("aioctl greet /nonexis", "aioctl greet -", "aioctl greet --", "aioctl greet status /nonexis"):
            stub = Stub(self)
            self.assertEqual(self.offered(line, stub), [], line)
            self.assertEqual(stub.called(), [])

    def test_offers_the_verbs_when_the_daemon_is_away(self):
        self.assertEqual(sorted(self.offered("aioctl ", Stub(self, away=True))), sorted(verbs()))

    def test_offers_the_options_of_help(self):
        for verb in ["", *verbs()]:
            with self.subTest(verb):
                line = f"aioctl {verb} ".replace("  ", " ")
                found = {offer.rstrip("=") for offer in self.offered(line + "-") + self.offered(line + "--")}
                self.assertEqual(found, flags(verb) if verb else flags())
        offers, errors = self.offers("aiod", "aiod -", Stub(self))
        long, _ = self.offers("aiod", "aiod --", Stub(self))
        self.assertEqual({offer.rstrip("=") for offer in offers + long}, texts.flags_of_help(help_of("aiod")))
        self.assertEqual(errors, "")

    def test_offers_names_that_live(self):
        for line, names in {
            "aioctl trigger ": ["beat", "best"],
            "aioctl trigger bea": ["beat"],
            "aioctl pause ": ["schedule/beat", "schedule/best", "server/web"],
            "aioctl pause we": ["web"],
            "aioctl stop server/": ["server/web"],
            "aioctl status module/": ["module/aio.demo"],
            "aioctl list-servers ": ["web"],
            "aioctl list-modules ": ["aio.demo"],
            "aioctl log-level ": ["aio.db", "root"],
        }.items():
            with self.subTest(line):
                self.assertEqual(sorted(self.offered(line)), names)

    def test_offers_signals_as_the_shell_wants_them_written(self):
        self.assertEqual(self.offered("aioctl emit d"), [self.door_open])

    def test_offers_values_that_are_fixed(self):
        self.assertEqual(sorted(self.offered("aioctl log-level aio.db ")),
                         ["CRITICAL", "DEBUG", "ERROR", "INFO", "NOTSET", "WARNING", "default"])
        self.assertEqual(self.offered("aioctl config e"), ["edit"])
        self.assertEqual(sorted(word.split("=")[-1] for word in self.offered("aioctl status --json=")),
                         ["pretty", "short"])

    def test_offers_options_of_the_configuration(self):
        prefix = self.kept
        self.assertEqual(sorted(self.offered("aioctl config -g schedule/beat:")), [prefix + "every", prefix + "func"])
        self.assertEqual(self.offered("aioctl config --set schedule/beat:f"), [prefix + "func"])
        for act in ("--set", "--where"):
            self.assertEqual(sorted(self.offered(f"aioctl config {act} schedule/beat:")),
                             [prefix + "every", prefix + "func", prefix + "overlap"])
            self.assertEqual(self.offered(f"aioctl config {act} schedule/beat:o"), [prefix + "overlap"])
        self.assertEqual(self.offered("aioctl config --unset schedule/beat:o"), [])
        self.assertEqual(len(self.offered("aioctl config --where aio/te")), 1)
        self.assertEqual(self.offered("aioctl config -s aio:drain 5 schedule/beat:f"), [prefix + "func"])
        self.assertEqual(self.offered("aioctl config --unset aio:drain schedule/beat:f"), [prefix + "func"])
        self.assertEqual(len(self.offered("aioctl config -g ")), 3)

    def test_leaves_values_and_data_to_the_user(self):
        stub = Stub(self)
        for line in ("aioctl config -s aio:drain ", "aioctl emit word ", "aioctl trigger beat ", "aioctl reload ",
                     "aioctl run "):
            self.assertEqual(self.offered(line, stub), [], line)
        self.assertEqual(stub.called(), [])

    def test_is_silent_when_the_daemon_is_away_and_asks_once_a_list(self):
        for line, calls in {"aioctl trigger ": 1, "aioctl pause ": 2, "aioctl config -g a": 1, "aioctl emit ": 1}.items():
            with self.subTest(line):
                stub = Stub(self, away=True)
                self.assertEqual(self.offered(line, stub), [])
                self.assertEqual(len(stub.called()), calls)

    def test_only_reads_and_waits_for_two_seconds_at_most(self):
        stub = Stub(self)
        for verb in verbs():
            self.offered(f"aioctl {verb} ", stub)
            self.offered(f"aioctl {verb} x", stub)
        self.offered("aioctl config -s ", stub)
        for call in stub.called():
            self.assertEqual(call[0], "--timeout=2s")
            self.assertIn(call[1], READING)
            self.assertIn(call[2:], (["--json=pretty"], ["--schema", "--json=pretty"]))

    def test_asks_on_the_bus_and_of_the_file_that_the_line_names(self):
        stub = Stub(self)
        self.offered("aioctl --address=unix:path=/b trigger ", stub)
        self.offered("aioctl --user config -c x.conf -g ", stub)
        self.assertEqual([call[0] for call in stub.called()], ["--address=unix:path=/b", "--user"])
        self.assertEqual(stub.called()[1][2:5], ["config", "-c", "x.conf"])

    def really_offered(self, line):
        """By the real aioctl: asked again when it offers nothing, as where the machine has no time for it within 2 s."""
        end = time.monotonic() + 30
        while True:
            offers, errors = self.offers("aioctl", line, None)
            self.assertEqual(errors, "")
            if offers or time.monotonic() > end:
                return offers

    def test_knows_what_a_real_daemon_runs(self):
        with tempfile.TemporaryDirectory(prefix="aio-") as folder:
            (Path(folder) / "aio.conf").write_text(
                "[schedule/beat]\nevery = 1h\nfunc = aio.demo.tick\n[listen/l]\nodd word = aio.demo.hear\n"
                "[aio/commands]\nx-ray = exec:/bin/true\n")
            before = os.environ.get("XDG_RUNTIME_DIR")
            os.environ["XDG_RUNTIME_DIR"] = folder
            aiod = subprocess.Popen([BIN / "aiod"], cwd=folder, stderr=subprocess.PIPE, text=True)
            try:
                said = []
                while not said or (said[-1] and "ready: " not in said[-1]):
                    said.append(aiod.stderr.readline())
                self.assertIn("ready: 1 schedule", said[-1], "".join(said))
                self.assertEqual(self.really_offered("aioctl trigger b"), ["beat"])
                self.assertEqual(self.really_offered("aioctl x"), ["x-ray"])
                self.assertEqual(self.really_offered("aioctl is-active sch"), ["schedule/beat"])
                self.assertEqual(self.really_offered("aioctl config -g schedule/beat:ev"), [self.kept + "every"])
                self.assertEqual(self.really_offered("aioctl log-level ro"), ["root"])
                self.assertEqual(len(self.really_offered("aioctl emit odd")), 1)
            finally:
                aiod.send_signal(signal.SIGTERM)
                aiod.communicate(timeout=30)
                if before is None:
                    del os.environ["XDG_RUNTIME_DIR"]
                else:
                    os.environ["XDG_RUNTIME_DIR"] = before


class Bash(Completion, unittest.TestCase):
    door_open = r"door\ open"
    kept = ""  # what stands in front of the last ":" is bash's own

    def offers(self, program, line, stub):
        return shells.bash(COMPLETIONS / "bash" / program, line, [stub.folder if stub else BIN])

    def test_takes_a_line_apart_that_bash_breaks_at_colons(self):
        self.assertEqual(self.offered("aioctl --address=unix:path=/b log-level aio.db DE"), ["DEBUG"])
        self.assertEqual(self.offered(r"aioctl emit door\ o"), [r"door\ open"])
        self.assertEqual(self.offered(r"aioctl emit a"), [r"a\"b\\c"])


class Fish(Completion, unittest.TestCase):
    door_open = "door open"
    kept = "schedule/beat:"

    def offers(self, program, line, stub):
        with tempfile.TemporaryDirectory() as home:
            return shells.fish(COMPLETIONS / "fish" / f"{program}.fish", line, [stub.folder if stub else BIN], home)

    def test_has_no_mistake_that_fish_finds(self):
        for script in sorted((COMPLETIONS / "fish").iterdir()):
            self.assertEqual(shells.run(["fish", "--no-config", "--no-execute", script], []), ("", ""))


class Zsh(unittest.TestCase):
    def test_has_no_mistake_that_zsh_finds(self):
        for script in sorted((COMPLETIONS / "zsh").iterdir()):
            self.assertEqual(shells.run(["zsh", "-f", "-n", script], []), ("", ""))

    def test_offers_the_options_of_help_for_each_verb(self):
        for verb in ["", *verbs()]:
            with self.subTest(verb):
                told, errors = shells.zsh(COMPLETIONS / "zsh" / "_aioctl", verb, [Stub(self).folder])
                self.assertEqual(errors, "")
                self.assertEqual(texts.flags_of_zsh(told), flags(verb) if verb else flags())
        told, errors = shells.zsh(COMPLETIONS / "zsh" / "_aiod", "", [])
        self.assertEqual((texts.flags_of_zsh(told), errors), (texts.flags_of_help(help_of("aiod")), ""))


    def test_completes_what_is_typed_into_a_real_one(self):
        for keys, call in {
            "aioctl tri\tbea\t\n": ["trigger", "beat"],
            "aioctl gre\t -x\n": ["greet", "-x"],
            "aioctl pause sch\ta\t\n": ["pause", "schedule/beat"],
            "aioctl emit do\t\n": ["emit", "door", "open"],
            "aioctl config -g schedule/beat:ev\t\n": ["config", "-g", "schedule/beat:every"],
            "aioctl config --where schedule/beat:ov\t\n": ["config", "--where", "schedule/beat:overlap"],
            "aioctl config -s aio:dr\t 5 schedule/beat:fu\t x\n":
                ["config", "-s", "aio:drain", "5", "schedule/beat:func", "x"],
            "aioctl --user log-level aio.\tDEB\t\n": ["--user", "log-level", "aio.db", "DEBUG"],
        }.items():
            with self.subTest(keys):
                stub = Stub(self)
                shells.zsh_typed(COMPLETIONS / "zsh", keys, [stub.folder], stub.folder)
                self.assertEqual(stub.called()[-1], call)
                self.assertTrue(all(asked[-1] in ("--json=pretty", "--help") for asked in stub.called()[:-1]), stub.called())

    def test_is_silent_when_the_daemon_is_away(self):
        stub = Stub(self, away=True)
        screen = shells.zsh_typed(COMPLETIONS / "zsh", "aioctl trigger be\t\x15", [stub.folder], stub.folder)
        self.assertEqual(stub.called(), [["--timeout=2s", "list-schedules", "--json=pretty"]])
        self.assertNotIn("no daemon", screen)


class Texts(unittest.TestCase):
    """Where a shell is not there to be asked, at least its file names what help names."""

    def test_of_every_shell_have_the_verbs_and_options_of_help(self):
        zsh, fish = ((COMPLETIONS / path).read_text() for path in ("zsh/_aioctl", "fish/aioctl.fish"))
        self.assertEqual(texts.verbs_of_zsh(zsh), verbs())
        self.assertEqual(texts.verbs_of_fish(fish), verbs())
        self.assertEqual(texts.flags_of_zsh(zsh), every_flag())
        self.assertEqual(texts.flags_of_fish(fish), every_flag())


PARTS = {"help": (None, [Help, Texts]), "pages": ("scdoc", [Pages]), "bash": ("bash", [Bash]), "zsh": ("zsh", [Zsh]),
         "fish": ("fish", [Fish])}


def main(part):
    program, cases = PARTS[part]
    if program and not shutil.which(program):
        print(f"SKIPPED: {program} is not installed")
        return 77
    suite = unittest.TestSuite(map(unittest.defaultTestLoader.loadTestsFromTestCase, cases))
    return 0 if unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[3]))
