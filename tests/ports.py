"""Ports for processes that bind them later.

They lie below those which the system gives to connections by itself, and each worker of the test run takes
them from a separate block: what is free now is still free when the process has started.
"""

import os
import secrets
import socket
from itertools import count

FIRST, BLOCK, BLOCKS = 20_000, 1_500, 8
_next = count(secrets.randbelow(BLOCK))


def free_port() -> int:
    """A free port, which this process does not give again for a long time."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % BLOCKS
    for _ in range(BLOCK):
        port = FIRST + worker * BLOCK + next(_next) % BLOCK
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise RuntimeError(f"no port of {BLOCK} is free")


def free_ports() -> tuple[int, int]:
    """Two of them."""
    return free_port(), free_port()
