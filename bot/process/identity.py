"""How processes are told apart: by machine and process id."""

import os
import socket


def own_name() -> str:
    """The name of this process among all that share a database."""
    return f"{socket.gethostname()}:{os.getpid()}"


def is_gone(name: str) -> bool:
    """Whether the process of this name certainly runs no more: it was on this machine, and no such id is.

    Of other machines' processes, and of an id that was given away anew, nothing can be said.
    """
    host, _, number = name.rpartition(":")
    if host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
