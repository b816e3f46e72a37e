#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""knocker.py PORT FILE: asks the echo server at PORT again and again, over a connection that it keeps and over a new
one each time, until SIGTERM. FILE tells at any time how it was so far: how often it was answered, the longest wait in
milliseconds, and what failed."""

import json
import signal
import socket
import sys
import time
from pathlib import Path

PATIENCE = 30  # seconds; longer than any test wants to see


def ask(connection):
    connection.sendall(b"knock")
    answer = b""
    while len(answer) < 5:
        received = connection.recv(5 - len(answer))
        if not received:
            raise ConnectionError("the server hung up")
        answer += received


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def tell(file, told):
    new = file.with_suffix(".new")
    new.write_text(json.dumps(told))
    new.rename(file)


def main():
    port, file = int(sys.argv[1]), Path(sys.argv[2])
    told = {"answers": 0, "longest_ms": 0, "failures": []}
    asked_to_end = []
    signal.signal(signal.SIGTERM, lambda *_: asked_to_end.append(True))
    kept = connect(port)
    while not asked_to_end:
        began = time.monotonic()
        try:
            ask(kept)
            with connect(port) as new:
                ask(new)
            told["answers"] += 1
        except OSError as error:
            told["failures"].append(str(error))
            kept = connect(port)
        told["longest_ms"] = max(told["longest_ms"], round((time.monotonic() - began) * 1000))
        tell(file, told)
        time.sleep(0.002)  # the aim is to be there all the time, not to be a load


if __name__ == "__main__":
    main()
