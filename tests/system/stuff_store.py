#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""stuff_store.py: fills the descriptor store of the service whose main process it is with what aiod does not know or
cannot use, and asks for a restart by failing. The next time it finds itself begun with passed descriptors, it becomes
aiod: what it was given goes on to that."""

import os
import socket
import sys


def store(name, descriptor):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        address = os.environ["NOTIFY_SOCKET"]
        notify.connect("\0" + address[1:] if address.startswith("@") else address)
        socket.send_fds(notify, [f"FDSTORE=1\nFDPOLL=0\nFDNAME={name}".encode()], [descriptor])


def listening(port):
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    made.listen()
    return made


def main():
    if "LISTEN_FDS" in os.environ:
        os.execv("/usr/bin/aiod", ["aiod", "--system"])
    null = os.open("/dev/null", os.O_RDWR)
    pipe = os.pipe()
    pair = socket.socketpair()
    kept = [
        ("kept=echo", null),  # no socket at all
        ("kept=", listening(7101).fileno()),  # of no server
        ("kept=echo=1.2=3", pair[0].fileno()),
        ("kept=gone", listening(7102).fileno()),  # of a server that is not there any more
        ("kept=echo=dead.beef", listening(7103).fileno()),  # of another address than the section's
        ("kept=other", listening(7001).fileno()),  # in the way of echo, which is to have this port
        ("stranger", pipe[0]),
        ("echo", null),
    ]
    for name, descriptor in kept:
        store(name, descriptor)
    sys.exit(1)


if __name__ == "__main__":
    main()
