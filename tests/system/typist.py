#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""typist.py PASSWORD COMMAND...: runs the command on a terminal and types the password whenever it asks for one. What
the command says goes to standard output, and its exit status is the command's."""

import os
import pty
import select
import sys
import termios

PROMPT = b"Password: "


def echoes(terminal):
    return termios.tcgetattr(terminal)[3] & termios.ECHO


def main():
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(sys.argv[2], sys.argv[2:])
    said, answered = b"", 0
    while True:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                said += os.read(terminal, 4096)
            except OSError:  # nobody has the other end open any more
                break
        # What is typed before the echo is off is thrown away with it.
        if said.count(PROMPT) > answered and not echoes(terminal):
            answered += 1
            os.write(terminal, sys.argv[1].encode() + b"\n")
    sys.stdout.write(said.decode())
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


main()
