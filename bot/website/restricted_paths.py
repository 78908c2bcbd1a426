"""Paths for operators, such as metrics, that only some networks may ask for.

Behind a proxy that is not trusted all visitors have its address, so what comes through one is refused.
"""

from collections.abc import Sequence
from ipaddress import ip_address

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.website.proxies import THROUGH_UNKNOWN_PROXY, Network

REFUSAL = "HUIFANG_MONITORING_FROM does not list the address {address}, so this page is closed to it.\n"
UNKNOWN_PROXY = (
    "This came through a proxy that HUIFANG_TRUSTED_PROXIES does not list, so the page is closed.\n"
)


class RestrictedPaths:
    """Answers 403 where a path begins with one of `paths` and the visitor is in none of the networks."""

    def __init__(self, app: ASGIApp, paths: Sequence[str], networks: Sequence[Network]) -> None:
        self._app = app
        self._paths = tuple(paths)
        self._networks = tuple(networks)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "http" and _path(scope).startswith(self._paths):
            refusal = self._refusal(scope)
            if refusal is not None:
                await PlainTextResponse(refusal, 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> str | None:
        if scope.get(THROUGH_UNKNOWN_PROXY):
            return UNKNOWN_PROXY
        host = scope["client"][0] if scope.get("client") else ""
        try:
            address = ip_address(host.partition("%")[0])
        except ValueError:
            return REFUSAL.format(address=host or "unknown")
        address = getattr(address, "ipv4_mapped", None) or address
        is_allowed = any(address in network for network in self._networks)
        return None if is_allowed else REFUSAL.format(address=address)


def _path(scope: Scope) -> str:
    """The path below the prefix of the site, as Starlette's routes see it."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
