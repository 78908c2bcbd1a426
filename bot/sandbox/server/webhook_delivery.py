"""Delivery by webhook: lanes in order, retries with growing pauses, until an update is too old."""

import asyncio
import re
from collections import deque
from dataclasses import dataclass, field
from http.client import responses
from typing import Protocol
from urllib.parse import urlsplit

import httpx

from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.fault_plan import AFTER, BEFORE, DELIVERY, WEBHOOK, FaultKind, FaultPlan
from bot.sandbox.server.payloads import Clock, Json
from bot.sandbox.server.update_queue import Lane, QueuedUpdate, UpdateQueue

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header
DEFAULT_CONNECTIONS = 40
PATIENCE = 30.0


class DeliveryFailed(Exception):
    """The webhook cannot be reached; try later. The text is the one that `getWebhookInfo` returns."""


class WebhookSender(Protocol):
    """Sends one update."""

    async def post(self, url: str, body: bytes, secret: str) -> int:
        """Return the HTTP status.

        Raises:
            DeliveryFailed: there was no answer.
        """

    async def close(self) -> None:
        """Close the connections."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """The address of the bot."""

    url: str
    secret: str = ""
    connections: int = DEFAULT_CONNECTIONS


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds after the first failure, and at most; each pause is twice the one before."""

    first: float = 1.0
    longest: float = 60.0


def checked_webhook(url: str, secret: str, connections: int) -> Webhook:
    """Build a webhook. Unlike Telegram, the sandbox takes plain HTTP, but only on this machine.

    Raises:
        BadRequest: the address or the secret is not acceptable.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadRequest("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in LOOPBACK:
        raise BadRequest("bad webhook: the sandbox delivers to this machine only")
    if secret and not SECRET.fullmatch(secret):
        raise BadRequest("secret token contains unallowed characters")
    return Webhook(url, secret, min(max(connections, 1), 100))


class HttpWebhookSender:
    """Posts over HTTP; the connections are made when first needed."""

    def __init__(self) -> None:
        self._client: httpx.AsyncClient | None = None

    async def post(self, url: str, body: bytes, secret: str) -> int:
        """See `WebhookSender`.

        Raises:
            DeliveryFailed: there was no answer.
        """
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=PATIENCE, trust_env=False)
        headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: secret} if secret else {})
        try:
            response = await self._client.post(url, content=body, headers=headers)
        except httpx.TimeoutException as exc:
            raise DeliveryFailed("Read timeout expired") from exc
        except httpx.HTTPError as exc:
            raise DeliveryFailed("Connection refused") from exc
        return response.status_code

    async def close(self) -> None:
        """See `WebhookSender`."""
        if self._client:
            await self._client.aclose()


@dataclass(slots=True)
class WebhookDelivery:
    """Brings the updates of one bot to its webhook, one lane at a time and many lanes at once."""

    queue: UpdateQueue
    faults: FaultPlan
    clock: Clock
    sender: WebhookSender
    pauses: Pauses = field(default_factory=Pauses)
    webhook: Webhook | None = None
    _lanes: dict[Lane, deque[QueuedUpdate]] = field(default_factory=dict)
    _tasks: dict[Lane, asyncio.Task[None]] = field(default_factory=dict)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(DEFAULT_CONNECTIONS))
    _last_error: Json = field(default_factory=dict)

    def start(self, webhook: Webhook) -> None:
        """Deliver the updates that wait and those that come."""
        self.stop()
        self.webhook = webhook
        self._room = asyncio.Semaphore(webhook.connections)
        self._last_error = {}
        for queued in self.queue.peek(len(self.queue), self.clock()):
            self.arrived(queued)

    def stop(self) -> None:
        """End delivery; updates that were not accepted stay in the queue."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._lanes.clear()
        self.webhook = None

    def arrived(self, queued: QueuedUpdate) -> None:
        """Put an update into its lane."""
        if self.webhook is None:
            return
        self._lanes.setdefault(queued.lane, deque()).append(queued)
        if queued.lane not in self._tasks:
            self._tasks[queued.lane] = asyncio.create_task(self._drain(queued.lane))

    def info(self) -> Json:
        """Return the `WebhookInfo` object."""
        webhook = self.webhook
        body: Json = {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.queue),
        }
        return body | ({"max_connections": webhook.connections, **self._last_error} if webhook else {})

    async def _drain(self, lane: Lane) -> None:
        waiting = self._lanes[lane]
        while waiting:
            await self._deliver(waiting[0])
            self.queue.confirm(waiting.popleft().update_id)
        # There is no await between the last check and this line, so no update can arrive in between.
        del self._lanes[lane], self._tasks[lane]

    async def _deliver(self, queued: QueuedUpdate) -> None:
        pause = self.pauses.first
        while self.clock() < queued.expires:
            async with self._room:
                if await self._accepted(queued):
                    return
            await asyncio.sleep(pause)
            pause = min(pause * 2, self.pauses.longest)

    async def _accepted(self, queued: QueuedUpdate) -> bool:
        if self.faults.hit(BEFORE, WEBHOOK, queued.lane[1]):
            return self._failed("Connection timed out")
        fault = self.faults.hit(DELIVERY | AFTER, WEBHOOK, queued.lane[1])
        if fault and fault.kind is FaultKind.DUPLICATE:
            await self._posted(queued)
        accepted = await self._posted(queued)
        if fault and fault.kind is not FaultKind.DUPLICATE:
            return self._failed("Read timeout expired")
        return accepted

    async def _posted(self, queued: QueuedUpdate) -> bool:
        if self.webhook is None:
            return False
        try:
            status = await self.sender.post(self.webhook.url, queued.body, self.webhook.secret)
        except DeliveryFailed as exc:
            return self._failed(str(exc))
        if not 200 <= status < 300:
            phrase = responses.get(status, "")
            return self._failed(f"Wrong response from the webhook: {status} {phrase}".rstrip())
        return True

    def _failed(self, words: str) -> bool:
        self._last_error = {"last_error_date": int(self.clock()), "last_error_message": words}
        return False
