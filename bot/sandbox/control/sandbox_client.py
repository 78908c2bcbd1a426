"""A client of the control API, for tests, replays, chaos and benchmarks.

SandboxError
├── SandboxUnreachable  start the sandbox, or wait
├── SandboxRefused      change the request (`status`, `detail`)
└── NoReply             the bot did not write in time
"""

import base64
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

import httpx

from bot.sandbox.control.control_bodies import Opening
from bot.sandbox.control.customer_moves import SentMessage, SentTap
from bot.sandbox.server.event_feed import ChatEvent, EventKind, Side
from bot.sandbox.server.fault_plan import Fault
from bot.sandbox.server.payloads import Json

POLL = 20
TIMEOUT = httpx.Timeout(10, read=POLL + 40)


class SandboxError(Exception):
    """The sandbox or, through it, the bot did not answer as expected."""


class SandboxUnreachable(SandboxError):
    """There is no answer at the address."""


class SandboxRefused(SandboxError):
    """The sandbox refused the request."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.detail = detail


class NoReply(SandboxError):
    """The bot did not write in time."""


class SandboxClient:
    """Acts as customers. Use it as `async with SandboxClient.at(url) as sandbox`."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    @classmethod
    @asynccontextmanager
    async def at(cls, url: str) -> AsyncIterator["SandboxClient"]:
        """Connect to the sandbox at this address, such as http://127.0.0.1:9000."""
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
        base = f"{url.rstrip('/')}/sandbox"
        async with httpx.AsyncClient(base_url=base, timeout=TIMEOUT, limits=limits, trust_env=False) as http:
            yield cls(http)

    async def ask(self, method: str, path: str, body: Json | None = None) -> Any:
        """Make any request of `control_api` and return its JSON.

        Raises:
            SandboxUnreachable: there is no answer.
            SandboxRefused: the answer is an error.
        """
        try:
            response = await self._http.request(method, path, json=body)
        except httpx.TransportError as exc:
            raise SandboxUnreachable(f"no sandbox answers at {self._http.base_url}") from exc
        if response.is_error:
            raise SandboxRefused(response.status_code, _detail(response))
        return response.json()

    async def status(self) -> Json:
        """Return the state of the sandbox."""
        answer: Json = await self.ask("GET", "/status")
        return answer

    async def customer(
        self, first_name: str = "Customer", language_code: str | None = None, customer_id: int | None = None
    ) -> int:
        """Invent a customer, or bring one back, and return the id."""
        new = {"first_name": first_name, "language_code": language_code, "id": customer_id}
        return int((await self.ask("POST", "/customers", new))["id"])

    async def burst(self, openings: Sequence[Opening]) -> list[SentMessage]:
        """Let up to 1,000 new customers write at once, in one request."""
        sent = await self.ask("POST", "/burst", {"openings": [asdict(opening) for opening in openings]})
        return [SentMessage(**one) for one in sent]

    async def move(self, customer: int, move: str, **body: Any) -> Any:
        """Make a move of a customer, such as block or unblock, and return its JSON."""
        return await self.ask("POST", f"/customers/{customer}/{move}", body or None)

    async def send_text(
        self, customer: int, text: str, chat: int | None = None, *, topic: int | None = None, **more: Any
    ) -> SentMessage:
        """Write a text or a command; `more` are further fields of `TextMove`."""
        return SentMessage(**await self.move(customer, "text", text=text, chat=chat, topic=topic, **more))

    async def send_content(self, customer: int, content: Json) -> SentMessage:
        """Write a message of any kind: the `Message` object without its frame."""
        return SentMessage(**await self.move(customer, "message", content=content))

    async def edit(self, customer: int, message_id: int, text: str) -> SentMessage:
        """Change an own text."""
        return SentMessage(**await self.move(customer, "edit", message_id=message_id, text=text))

    async def attach(
        self, customer: int, kind: str, *, caption: str = "", content: bytes | None = None, name: str = "file"
    ) -> SentMessage:
        """Send a photo, voice, document, sticker or location; without content, a small sample."""
        encoded = base64.b64encode(content).decode() if content is not None else None
        fields = {"kind": kind, "caption": caption, "content": encoded, "name": name}
        return SentMessage(**await self.move(customer, "attachment", **fields))

    async def tap(self, customer: int, message_id: int, data: str, *, forge: bool = False) -> SentTap:
        """Tap the button with this callback data."""
        return SentTap(**await self.move(customer, "tap", message_id=message_id, data=data, forge=forge))

    async def group(self, title: str, members: list[int], *, forum: bool = False) -> int:
        """Create a group with the bot in it, perhaps with topics, and return its id."""
        new = {"title": title, "members": members, "forum": forum}
        return int((await self.ask("POST", "/groups", new))["id"])

    async def topics(self, group: int) -> list[Json]:
        """Return the topics of a forum group."""
        topics: list[Json] = await self.ask("GET", f"/groups/{group}/topics")
        return topics

    async def events(self, since: int = 0, wait: float = 0, chat: int | None = None) -> list[ChatEvent]:
        """Return the events after `since`, of one chat or all; wait up to `wait` seconds for one."""
        path = "/events" if chat is None else f"/chats/{chat}/events"
        return [_event(event) for event in await self.ask("GET", f"{path}?since={since}&wait={wait:.3f}")]

    async def replies(self, customer: int, since: int = 0) -> list[ChatEvent]:
        """Return the bot's messages to a customer after `since`."""
        return [event for event in await self.events(since, chat=customer) if event.is_reply]

    async def wait_for_reply(self, customer: int, since: int = 0, within: float = 10) -> ChatEvent:
        """Return the bot's first message to a customer after `since`.

        Raises:
            NoReply: there was none within so many seconds.
        """
        return await self.wait_for(customer, lambda event: event.is_reply, since, within)

    async def wait_for(
        self, customer: int, wanted: Callable[[ChatEvent], bool], since: int = 0, within: float = 10
    ) -> ChatEvent:
        """Return the first event of a chat after `since` that is wanted.

        Raises:
            NoReply: there was none within so many seconds.
        """
        deadline = time.monotonic() + within
        while (left := deadline - time.monotonic()) > 0:
            for event in await self.events(since, min(POLL, left), chat=customer):
                since = event.seq
                if wanted(event):
                    return event
        raise NoReply(f"no such event came to {customer} within {within:g} s")

    async def fault(self, fault: Fault) -> int:
        """Order a fault and return its number."""
        return int((await self.ask("POST", "/faults", asdict(fault)))["id"])

    async def faults(self) -> list[Json]:
        """Return the faults in the plan."""
        faults: list[Json] = await self.ask("GET", "/faults")
        return faults

    async def clear_faults(self) -> None:
        """Remove all faults."""
        await self.ask("DELETE", "/faults")

    async def inject(self, kind: str, payload: Json) -> int:
        """Deliver any update and return its id."""
        return int((await self.ask("POST", "/updates", {"kind": kind, "payload": payload}))["update_id"])


def _detail(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return response.reason_phrase


def _event(event: Json) -> ChatEvent:
    return ChatEvent(**event | {"kind": EventKind(event["kind"]), "by": Side(event["by"])})
