"""What a trusted proxy says about a visitor: address, scheme, host, and the path of the site.

A header of a client that is no trusted proxy is ignored. `X-Forwarded-*` and `Forwarded` (RFC 7239) are read.
Where a request has both and they name different visitors, one of them was invented by the visitor, and the
proxy's own address counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

Network = IPv4Network | IPv6Network
# Set in the scope of a request that names a visitor although its sender is no trusted proxy.
THROUGH_UNKNOWN_PROXY = "huifang.through_unknown_proxy"
FORWARDING = ("forwarded", "x-forwarded-for", "x-real-ip")
PAIR = re.compile(r'([A-Za-z]{1,20})=(?:"([^"\\]{0,200})"|([^\s;,"]{0,200}))')
PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]{1,60}){1,5}")
HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What a proxy has added to a request; None where it has not."""

    address: str | None = None
    scheme: str | None = None
    host: str | None = None
    prefix: str | None = None


class TrustedProxies:
    """Rewrites client, scheme, host and root path of requests that come through a trusted proxy.

    `public_url` is the address that visitors use: its scheme counts where the proxy names none, and its path
    is the prefix under which the site is public, whether the proxy removes it or not.
    """

    def __init__(self, app: ASGIApp, trusted: Sequence[Network], public_url: str | None = None) -> None:
        self._app = app
        self._trusted = tuple(trusted)
        self._public = urlsplit(public_url) if public_url else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "http":
            scope = self._seen(scope)
        await self._app(scope, receive, send)

    def is_trusted(self, host: str) -> bool:
        """Whether this address is a trusted proxy's."""
        try:
            address = ip_address(host.partition("%")[0])
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in self._trusted)

    def _seen(self, scope: Scope) -> Scope:
        peer = scope["client"][0] if scope.get("client") else ""
        headers = Headers(scope=scope)
        is_trusted = self.is_trusted(peer)
        said = self._said(headers) if is_trusted else Forwarded()
        scope = dict(scope)
        scope[THROUGH_UNKNOWN_PROXY] = not is_trusted and any(name in headers for name in FORWARDING)
        if said.address:
            scope["client"] = (said.address, 0)
        if said.host:
            _set_host(scope, said.host)
        scope["scheme"] = said.scheme or self._public_scheme(scope, peer) or scope["scheme"]
        prefix = said.prefix or (self._public.path.rstrip("/") if self._public else "")
        return _under(scope, prefix) if prefix else scope

    def _public_scheme(self, scope: Scope, peer: str) -> str | None:
        if self._public is None:
            return None
        host = Headers(scope=scope).get("host", "")
        return self._public.scheme if self.is_trusted(peer) or host == self._public.netloc else None

    def _said(self, headers: Headers) -> Forwarded:
        common = self._from_common(headers)
        standard = self._from_standard(headers)
        if common.address and standard.address and common.address != standard.address:
            return Forwarded()
        return Forwarded(
            common.address or standard.address,
            common.scheme or standard.scheme,
            common.host or standard.host,
            common.prefix,
        )

    def _from_common(self, headers: Headers) -> Forwarded:
        chain = [
            each.strip() for each in ",".join(headers.getlist("x-forwarded-for")).split(",") if each.strip()
        ]
        return Forwarded(
            self._visitor(chain),
            _scheme(headers.get("x-forwarded-proto", "").rpartition(",")[2]),
            _host(headers.get("x-forwarded-host", "").rpartition(",")[2]),
            _prefix(headers.get("x-forwarded-prefix", "")),
        )

    def _from_standard(self, headers: Headers) -> Forwarded:
        hops = [dict(_pairs(hop)) for hop in ",".join(headers.getlist("forwarded")).split(",") if hop.strip()]
        if not hops:
            return Forwarded()
        return Forwarded(
            self._visitor([hop.get("for", "") for hop in hops]),
            _scheme(hops[-1].get("proto", "")),
            _host(hops[-1].get("host", "")),
        )

    def _visitor(self, chain: Sequence[str]) -> str | None:
        """The last address that no trusted proxy has: what stands before it may be invented."""
        for entry in reversed(chain):
            address = _address(entry)
            if address is None or not self.is_trusted(address):
                return address
        return None


def _address(entry: str) -> str | None:
    """The IP address of an entry such as `203.0.113.7`, `203.0.113.7:4711` or `"[2001:db8::1]:4711"`."""
    host = entry.strip().strip('"')
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        return str(ip_address(host))
    except ValueError:
        return None


def _pairs(hop: str) -> list[tuple[str, str]]:
    found = [PAIR.fullmatch(pair.strip()) for pair in hop.split(";")]
    return [(match[1].lower(), match[2] or match[3] or "") for match in found if match]


def _scheme(value: str) -> str | None:
    value = value.strip().lower()
    return value if value in ("http", "https") else None


def _host(value: str) -> str | None:
    return value.strip() if HOST.fullmatch(value.strip()) else None


def _prefix(value: str) -> str | None:
    value = value.strip().rstrip("/")
    return value if PREFIX.fullmatch(value) else None


def _set_host(scope: Scope, host: str) -> None:
    scope["headers"] = list(scope["headers"])
    MutableHeaders(scope=scope)["host"] = host


def _under(scope: Scope, prefix: str) -> Scope:
    """The request as one below `prefix`, whether its path begins with it or the proxy has removed it."""
    has_prefix = scope["path"] == prefix or scope["path"].startswith(f"{prefix}/")
    if not has_prefix:
        scope["path"] = prefix + scope["path"]
        if scope.get("raw_path"):
            scope["raw_path"] = prefix.encode() + scope["raw_path"]
    scope["root_path"] = prefix
    return scope
