"""HTTP calls to a Bot API server, by way of a proxy where one leads there.

python-telegram-bot's own client costs more processor than all other work of a send. This one tells, too,
whether anything can have reached the server: `NoConnection` is raised before the first byte is written.
"""

import ipaddress
import ssl
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from aiohttp_socks import ProxyConnector, ProxyType
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData
from yarl import URL

CONNECT = 5.0
READ = 10.0
UPLOAD = 120.0  # for what has files, instead of READ: 10 MB at 0.6 Mbit/s
IDLE = 5.0
"""Seconds for which an unused connection is kept. The longer, the more are dead when they are used again."""
SOCKS = {
    "socks4": ProxyType.SOCKS4,
    "socks5": ProxyType.SOCKS5,
    "socks5h": ProxyType.SOCKS5,
    "socks": ProxyType.SOCKS5,
}
SOCKS_PORT = 1080


class NoConnection(aiohttp.ClientError):
    """No connection was made, so that nothing of the call has reached the server. The cause says why."""


class PooledConnector(aiohttp.TCPConnector):
    """Connects directly, or to an HTTP proxy."""

    async def connect(self, *asked: Any, **options: Any) -> Any:
        """Return a connection of the pool, or a new one.

        Raises:
            NoConnection: there is none.
        """
        try:
            return await super().connect(*asked, **options)
        except Exception as exc:
            raise NoConnection(type(exc).__name__) from exc


class SocksConnector(PooledConnector, ProxyConnector):
    """Connects by way of a SOCKS proxy, which resolves the names."""


class TelegramCalls(BaseRequest):
    """Makes the calls of python-telegram-bot, at most `connections` at a time. It never repeats a call.

    A proxy is an address such as `socks5://user:password@proxy:1080`; without one, the environment's holds.
    """

    def __init__(self, api: str, proxy: str | None, connections: int) -> None:
        self._session = open_session(api, proxy, connections)

    @property
    def read_timeout(self) -> float:
        """Return how long an answer may take, in seconds, where a call does not say."""
        return READ

    async def initialize(self) -> None:
        """Do nothing: connections are made when they are needed."""

    async def shutdown(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call, and return the status and the body of the answer.

        Raises:
            NetworkError: there is no answer; the cause is `NoConnection` where nothing was sent.
        """
        has_files = request_data is not None and request_data.contains_files
        limits = _limits(
            connect=_or_default(connect_timeout, CONNECT),
            pool=_or_default(pool_timeout, READ),
            write=_or_default(write_timeout, UPLOAD if has_files else READ),
            read=_or_default(read_timeout, READ),
            is_short=method == "POST",
        )
        try:
            async with self._session.request(
                method,
                URL(url, encoded=True),
                data=_body(request_data),
                headers={"User-Agent": self.USER_AGENT},
                timeout=limits,
                allow_redirects=False,
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientError, TimeoutError) as exc:
            raise NetworkError(type(exc).__name__) from exc


def open_session(api: str, proxy: str | None, connections: int) -> aiohttp.ClientSession:
    """Return a client for the server at this address; see `TelegramCalls`."""
    proxy = proxy or _proxy_of_environment(api)
    options: dict[str, Any] = {
        "limit": connections,
        "keepalive_timeout": IDLE,
        "ssl": _trusted(),
    }
    way = URL(proxy or "")
    if way.scheme not in SOCKS:
        connector = PooledConnector(**options)
        return aiohttp.ClientSession(connector=connector, proxy=proxy, cookie_jar=aiohttp.DummyCookieJar())
    connector = SocksConnector(
        way.host or "",
        way.port or SOCKS_PORT,
        SOCKS[way.scheme],
        way.user,
        way.password,
        rdns=True,
        **options,
    )
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())


@cache
def _trusted() -> ssl.SSLContext:
    """Return the authorities that the application's other calls trust, too; reading them takes a while."""
    return httpx.create_ssl_context()


def _proxy_of_environment(api: str) -> str | None:
    """Return the proxy that variables such as HTTPS_PROXY name; none leads to a server on this machine."""
    parts = urlsplit(api)
    host = parts.hostname or ""
    if _is_loopback(host) or proxy_bypass(host):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy or None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _or_default(limit: object, default: float) -> float | None:
    """Return the limit of a call, where None is none; python-telegram-bot marks what a call leaves open."""
    if limit is None:
        return None
    return float(limit) if isinstance(limit, int | float) else default


def _limits(
    *, connect: float | None, pool: float | None, write: float | None, read: float | None, is_short: bool
) -> aiohttp.ClientTimeout:
    """Return the limits as aiohttp has them.

    It has none for writing: that ends with the whole call. A download may take longer as long as bytes come.
    """
    total = _sum(connect, pool, write, read) if is_short else None
    return aiohttp.ClientTimeout(
        total=total, connect=_sum(connect, pool), sock_connect=connect, sock_read=read
    )


def _sum(*limits: float | None) -> float | None:
    given = [limit for limit in limits if limit is not None]
    return sum(given) if len(given) == len(limits) else None


def _body(data: RequestData | None) -> aiohttp.FormData | bytes | None:
    if data is None:
        return None
    if not data.contains_files:
        return aiohttp.FormData(data.json_parameters)
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)  # names of files are sent as they are
    for field, (name, content, kind) in data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return form
