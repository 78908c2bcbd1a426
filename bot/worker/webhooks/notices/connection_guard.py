"""What a process may reach that runs a library of others: decided where Python itself connects.

The library resolves names by itself; the guard looks at the address that is connected to, so that a name
which answers otherwise the second time gains nothing.
"""

import sys
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

from bot.worker.webhooks.checked_network import Network, is_allowed

REACHING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
FORBIDDEN = frozenset(
    {
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


class ConnectionGuard:
    """Lets this process reach the internet and `own` networks, and start no other process."""

    def __init__(self, own: Sequence[Network] = ()) -> None:
        self._own = own
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
