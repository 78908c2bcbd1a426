"""Connections to addresses of the internet only: a name is resolved once, and that address is connected to.

A check before the connection would let a name answer with another address the second time.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from httpcore import AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream, ConnectError

Network = IPv4Network | IPv6Network
IpAddress = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
# Networks that carry an IPv4 address within: it could be an inner one.
CARRYING = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))


class ForbiddenAddress(ConnectError):
    """A name leads to an address that must not be connected to."""


def is_allowed(address: IpAddress, own: Sequence[Network]) -> bool:
    """Return whether an address is one of the internet, or of the networks that are allowed as own."""
    address = _plain(address)
    if is_own(address, own):
        return True
    if isinstance(address, IPv6Address) and (
        address.sixtofour is not None
        or address.teredo is not None
        or any(address in network for network in CARRYING)
    ):
        return False
    return address.is_global and not address.is_multicast


def is_own(address: IpAddress, own: Sequence[Network]) -> bool:
    """Return whether an address is in one of these networks."""
    address = _plain(address)
    return any(address.version == network.version and address in network for network in own)


async def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a name, as the system knows them."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def _plain(address: IpAddress) -> IpAddress:
    """Return the IPv4 address of one that is written as IPv6."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


class CheckedNetwork(AsyncNetworkBackend):
    """Opens connections if every address of the name is allowed: of the internet, or own ones only."""

    def __init__(
        self, own: Sequence[Network], resolve: Resolve = resolve, *, is_own_only: bool = False
    ) -> None:
        self._own = own
        self._is_own_only = is_own_only
        self._resolve = resolve
        self._network = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is that of `httpcore`
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> AsyncNetworkStream:
        """Connect to an allowed address of the host.

        Raises:
            ForbiddenAddress: one of its addresses is not allowed.
            ConnectError, ConnectTimeout: it cannot be reached.
        """
        try:
            found = [ip_address(each.partition("%")[0]) for each in await self._resolve(host, port)]
        except (OSError, ValueError) as exc:
            raise ConnectError(f"the name {host} is not known") from exc
        if not found or not all(self._is_allowed(each) for each in found):
            raise ForbiddenAddress(f"{host} leads to an address that is not allowed")
        return await self._network.connect_tcp(str(found[0]), port, timeout, local_address, socket_options)

    def _is_allowed(self, address: IpAddress) -> bool:
        return is_own(address, self._own) if self._is_own_only else is_allowed(address, self._own)
