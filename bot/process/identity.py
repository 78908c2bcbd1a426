"""How processes are told apart: by machine, process id, and a part that no other start has.

Names and numbers alone are given twice: machines and containers may be called alike, and each container
counts its processes from 1.
"""

import os
import secrets
import socket
from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")
NUMBERING = Path("/proc/self/ns/pid")


def process_name() -> str:
    """A name for this process that no other has, on any machine that shares the database; new each time."""
    return f"{socket.gethostname()}:{_id_namespace()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(name: str) -> bool:
    """Whether the process of this name certainly runs no more: its number is from where ours is, and unused.

    Of processes of other machines, other containers and earlier boots, and of a number that was given away
    anew, nothing can be said.
    """
    _, numbering, number = (*name.split(":"), "", "", "")[:3]
    if not numbering or numbering != _id_namespace() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _id_namespace() -> str:
    """Within what process ids mean one process: a boot of a machine, and a container; "" if it is not known.

    Containers of one machine share its boot; the kernel numbers what they do not share.
    """
    try:
        boot, container = BOOT.read_text(encoding="ascii").strip(), NUMBERING.readlink().name
    except OSError:
        return ""
    return f"{boot}-{container.removeprefix('pid:').strip('[]')}" if boot else ""
