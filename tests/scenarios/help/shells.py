# SPDX-License-Identifier: MIT
"""The completions, as real shells offer them. Each function returns what is offered for a line, the cursor at its end."""

import os
import pty
import select
import subprocess
import time

LIMIT = 30  # seconds, for any one completion


def run(words, path, folder=None):
    """The output of a shell that finds its programs in the folders of `path` first, and the errors it prints."""
    environment = {name: value for name, value in os.environ.items() if name not in ("BASH_ENV", "ENV", "ZDOTDIR")}
    environment["PATH"] = ":".join([*map(str, path), environment.get("PATH", "/usr/bin:/bin")])
    if folder:
        environment.update({"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)})
    done = subprocess.run(words, env=environment, text=True, timeout=LIMIT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)
    return done.stdout, done.stderr


# As readline breaks a line: blanks part words, ":" and "=" are words of their own.
BASH = r"""
source "$1"
COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDS=() text=$2 word=
while [[ -n $text ]]; do
  c=${text:0:1} text=${text:1}
  case $c in
    \\) word+=$c${text:0:1} text=${text:1} ;;
    ' ') [[ -z $word ]] || COMP_WORDS+=("$word"); word= ;;
    : | =) [[ -z $word ]] || COMP_WORDS+=("$word"); COMP_WORDS+=("$c"); word= ;;
    *) word+=$c ;;
  esac
done
[[ $2 != *[:=] ]] && COMP_WORDS+=("$word")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
"_${COMP_WORDS[0]}" "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]-}"
[[ ${#COMPREPLY[@]} -eq 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
"""


def bash(script, line, path, folder=None):
    out, err = run(["bash", "--noprofile", "--norc", "-c", BASH, "bash", str(script), line], path, folder)
    return out.splitlines(), err


def fish(script, line, path, folder=None):
    """Without the descriptions."""
    command = "source $argv[1]; complete --do-complete $argv[2]"
    out, err = run(["fish", "--no-config", "-c", command, str(script), line], path, folder)
    return [offer.split("\t")[0] for offer in out.splitlines()], err


# What zsh's own _arguments is given for a verb; compadd is only there while a line is edited.
ZSH = r"""
_arguments() {
  if [[ "$*" == *'*:: :->words'* && -n $verb_asked ]]; then
    state=words words=($verb_asked '') CURRENT=2
    return 1
  fi
  print -rl -- "$@"
}
verb_asked=$2 words=(program $2 '') CURRENT=$#words
source $1
"""


def zsh(script, verb, path):
    """The specifications that the completion makes, of a verb or of the program itself."""
    return run(["zsh", "-f", "-c", ZSH, "zsh", str(script), verb], path)


PROMPT = "it is your turn> "


def zsh_typed(folder, keys, path, home):
    """The screen of a zsh with the completions of `folder` into which these keys are typed, as they are."""
    environment = {"PATH": ":".join([*map(str, path), os.environ.get("PATH", "/usr/bin:/bin")]), "TERM": "dumb",
                   "HOME": str(home), "LC_ALL": "C.UTF-8"}
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], environment)
    try:
        # Written in two halves, what is echoed is never taken for what is waited for.
        screen = typed(terminal, f"fpath=({folder} $fpath); autoload -U compinit; compinit -u -D; "
                                 "PS1='it is ''your turn> '\n", PROMPT)
        screen += typed(terminal, keys, "" if keys.endswith("\x15") else PROMPT)
        return screen + typed(terminal, "print ALL''DONE\n", "ALLDONE")
    finally:
        os.close(terminal)  # hangs up
        os.waitpid(child, 0)


def typed(terminal, keys, awaited):
    """Types, and returns what is shown up to the words that are waited for."""
    os.write(terminal, keys.encode())
    screen, end = "", time.monotonic() + LIMIT
    while awaited not in screen:
        if not select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
            raise AssertionError(f"zsh never said {awaited!r}: {screen!r}")
        screen += os.read(terminal, 65536).decode(errors="replace")
    return screen
