"""What a process may do that runs a library of others, decided where Python connects, opens and starts.

The library resolves names by itself; the guard looks at the address that is connected to, so that a name
which answers otherwise the second time gains nothing.
"""

import os
import sys
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from bot.worker.webhooks.checked_network import Network, is_allowed

REACHING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
FORBIDDEN = frozenset(
    {
        "ctypes.dlopen",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.system",
        "pty.spawn",
        "socket.bind",
        "subprocess.Popen",
        "syslog.openlog",
        "syslog.syslog",
    }
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Names and certificates; Python's own files are added.
READABLE = (
    "/dev/null",
    "/dev/urandom",
    "/etc/hosts",
    "/etc/mime.types",
    "/etc/pki",
    "/etc/resolv.conf",
    "/etc/ssl/certs",
    "/usr/share/zoneinfo",
)
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")  # variables


class ConnectionGuard:
    """Lets this process reach the internet and `own` networks, start no other, and read no file of others."""

    def __init__(self, own: Sequence[Network] = ()) -> None:
        self._own = own
        certificates = [os.environ[name] for name in CERTIFICATES if os.environ.get(name)]
        libraries = [str(Path(os.__file__).parent), str(Path(sys.prefix, "lib"))]
        self._readable = [os.path.realpath(path) for path in [*READABLE, *certificates, *libraries]]
        self.has_refused = False

    def install(self) -> None:
        """Refuse from now on; an audit hook cannot be taken away."""
        sys.addaudithook(self.look)

    def look(self, event: str, args: tuple[Any, ...]) -> None:
        """Refuse what the process must not do.

        Raises:
            PermissionError: it is forbidden; libraries take it for an address that cannot be reached.
        """
        if event in FORBIDDEN or (event in REACHING and not self._may_reach(args[1])):
            self.has_refused = True
            raise PermissionError("the address must not be reached")
        if event == "open" and not self._may_open(args[0], args[2]):
            raise PermissionError("the file must not be opened")

    def _may_reach(self, address: object) -> bool:
        """Whether an address is one of an allowed network; None is that of an open connection."""
        if address is None:
            return True
        if not isinstance(address, tuple):
            return False  # a socket of this machine
        try:
            return is_allowed(ip_address(str(address[0]).partition("%")[0]), self._own)
        except ValueError:
            return False  # a name, which would be resolved unseen

    def _may_open(self, path: object, flags: int) -> bool:
        """Whether a file is one of Python and its libraries, to be read; a number is that of an open one."""
        if isinstance(path, int):
            return True
        if flags & WRITING or not isinstance(path, str | bytes | os.PathLike):
            return False
        real = os.path.realpath(os.fsdecode(path))
        return any(real == root or real.startswith(root + os.sep) for root in self._readable)
