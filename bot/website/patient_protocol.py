"""Uvicorn's HTTP/1.1 with limits of time and size for what a client has to send.

Uvicorn waits for a head or a body as long as the client likes. Overridden are methods of its protocol class,
so pyproject.toml bounds its version, and tests/contracts/test_uvicorn.py fails when they change.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.website.client_network import network_of
from bot.website.waiting import Waiting

TIMEOUT = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Seconds for a head and for a body, bytes that extend the body's time by a second, bytes of a head."""

    head: float = 10.0
    body: float = 15.0
    bytes_a_second: int = 20_000
    head_bytes: int = 32_768


class PatientProtocol(HttpToolsProtocol):
    """One connection. It waits for a head, then for a body, and between requests it is idle."""

    waiting: ClassVar[Waiting]
    is_proxy: Callable[[str], bool]
    limits: ClassVar[RequestLimits]

    _timer: asyncio.TimerHandle | None = None
    _address: str | None = None
    _is_in_head = False
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._address = self._counted_address()
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read bytes; a head that grows too large is refused."""
        if self._timer is None and self.cycle is not None and self.cycle.response_complete:
            self._wait_for_head()  # the next request on a connection that was idle
        if self._is_in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._is_in_head and self._head_bytes > self.limits.head_bytes:
            self._refuse(TOO_LARGE)

    def on_headers_complete(self) -> None:
        """Wait for the body."""
        super().on_headers_complete()
        self._is_in_head = False
        self._wait(self.limits.body, self._hurry_body)

    def on_body(self, body: bytes) -> None:
        """Extend the time for the body by what has come."""
        super().on_body(body)
        if self._timer is not None:
            self._set_timer(
                self._timer.when() - self.loop.time() + len(body) / self.limits.bytes_a_second,
                self._hurry_body,
            )

    def on_message_complete(self) -> None:
        """The request is complete: what takes time now is not the client's fault."""
        self._wait_no_more()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Count as idle until the next request; uvicorn's own time limit ends an idle connection."""
        super().on_response_complete()
        if not self.transport.is_closing() and self.cycle.response_complete and self._timer is None:
            self.waiting.add(self, self._address)

    def give_way(self) -> None:
        """Close the connection to make room for another."""
        self._wait_no_more()
        self.transport.close()

    def _wait_for_head(self) -> None:
        self._is_in_head, self._head_bytes = True, 0
        self._wait(self.limits.head, self._hurry_head)

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        self._set_timer(seconds, then)
        self.waiting.add(self, self._address)

    def _wait_no_more(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self.waiting.discard(self)

    def _set_timer(self, seconds: float, then: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, then)

    def _hurry_head(self) -> None:
        self._refuse(TIMEOUT)

    def _hurry_body(self) -> None:
        self.give_way()

    def _refuse(self, answer: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(answer)
        self.give_way()

    def _counted_address(self) -> str | None:
        host: Any = self.client[0] if self.client else ""
        return None if self.is_proxy(host) else network_of(host)


def patient_protocol(
    waiting: Waiting, is_proxy: Callable[[str], bool], limits: RequestLimits | None = None
) -> type[HttpToolsProtocol]:
    """A protocol class for `uvicorn.Config(http=…)`, which makes one object a connection.

    A trusted proxy (`is_proxy` of its address) has no limit of its address: it speaks for many clients.
    """
    parts = {"waiting": waiting, "is_proxy": staticmethod(is_proxy), "limits": limits or RequestLimits()}
    return type("BoundPatientProtocol", (PatientProtocol,), parts)
