"""Posting over HTTP: no redirects, no long waits, and no more of the answer than is asked for."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Protocol
from urllib.parse import urlsplit

import httpcore

from actions.webhooks.delivery_queue import PostEnd
from bot.worker.webhooks.checked_network import CheckedNetwork, Network, Resolve, resolve

TIMEOUT = 15.0  # seconds, for the whole post
THROTTLED = (429, 502, 503, 504)


class EventPoster(Protocol):
    """Posts bytes to an address."""

    async def post(self, url: str, headers: Mapping[str, str], body: bytes, most: int = 0) -> PostEnd:
        """Post, and return how it ended, with so many bytes of the answer; what fails is an end too."""
        ...


class HttpEventPoster:
    """Posts to the internet, and to `own` networks. Plain HTTP is for these only."""

    def __init__(
        self, own: Sequence[Network] = (), *, resolve: Resolve = resolve, timeout: float = TIMEOUT
    ) -> None:
        self._own = own
        self._resolve = resolve
        self._timeout = timeout

    async def post(self, url: str, headers: Mapping[str, str], body: bytes, most: int = 0) -> PostEnd:
        """Post, and return how it ended, with so many bytes of the answer."""
        is_plain = urlsplit(url).scheme != "https"
        network = CheckedNetwork(self._own, self._resolve, is_own_only=is_plain)
        try:
            async with (
                asyncio.timeout(self._timeout),
                httpcore.AsyncConnectionPool(network_backend=network, max_connections=1) as pool,
                pool.stream("POST", url, headers=list(headers.items()), content=body) as answer,
            ):
                said = await _begin_of(answer, most) if most else b""
                return PostEnd(answer.status, retry_after=_retry_after(answer), answer=said)
        except TimeoutError:
            return PostEnd(None, "no answer in time")
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as exc:
            return PostEnd(None, f"{type(exc).__name__}: {exc}".removesuffix(": "))
        except (httpcore.UnsupportedProtocol, ValueError) as exc:
            return PostEnd(None, f"the address cannot be used: {exc}")


async def _begin_of(answer: httpcore.Response, most: int) -> bytes:
    said = b""
    async for part in answer.aiter_stream():
        said += part
        if len(said) >= most:
            break
    return said[:most]


def _retry_after(answer: httpcore.Response) -> timedelta | None:
    """Return how long the receiver asks to wait; dates are ignored."""
    if answer.status not in THROTTLED:
        return None
    said = dict(answer.headers).get(b"retry-after", b"")
    return timedelta(seconds=int(said)) if said.isdigit() and len(said) < 7 else None
