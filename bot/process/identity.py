"""Names of processes: machine, process id, and a random part.

Host names and process ids alone are not unique: machines and containers may have the same name, and each
container counts its processes from 1.
"""

import os
import secrets
import socket
from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")
NUMBERING = Path("/proc/self/ns/pid")


def process_name() -> str:
    """Return a name that no other process has, on any machine that shares the database; new at each call."""
    return f"{socket.gethostname()}:{_id_namespace()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(name: str) -> bool:
    """Return whether the process of this name has certainly ended: its id is of this machine, and unused.

    False if that is not known: for other machines, other containers and earlier boots, and if the id was
    reused.
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
    """Return the scope of process ids: a boot of a machine and a container; "" if it is not known.

    Containers of one machine share its boot; the kernel numbers their namespaces.
    """
    try:
        boot, container = BOOT.read_text(encoding="ascii").strip(), NUMBERING.readlink().name
    except OSError:
        return ""
    return f"{boot}-{container.removeprefix('pid:').strip('[]')}" if boot else ""
