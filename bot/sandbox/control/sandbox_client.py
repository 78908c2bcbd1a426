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
from dataclasses import asdict, dataclass
from typing import Any

import httpx

from bot.sandbox.server.customer_moves import Tapped, Written
from bot.sandbox.server.fault_plan import Fault
from bot.sandbox.server.feed import EventKind, Side
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.rates import NO_RATES, Rates

POLL = 20
TIMEOUT = httpx.Timeout(10, read=POLL + 40)


class SandboxError(Exception):
    """Any failure to talk to the sandbox or, through it, to the bot."""


class SandboxUnreachable(SandboxError):
    """Nothing answers at the address."""


class SandboxRefused(SandboxError):
    """The sandbox does not do that."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.detail = detail


class NoReply(SandboxError):
    """The bot wrote nothing in time."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An event of the feed (`feed.Event`)."""

    seq: int
    at: float
    bot: int
    chat: int
    kind: EventKind
    by: Side
    body: Json

    @property
    def is_reply(self) -> bool:
        """Tell whether it is a new message of the bot."""
        return self.kind is EventKind.MESSAGE and self.by is Side.BOT

    @property
    def text(self) -> str:
        """Return the text or caption, "" where there is none."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def message_id(self) -> int:
        """Return the id of the message that the event is about; 0 where it is about none."""
        return int(self.body.get("message_id") or 0)

    @property
    def buttons(self) -> dict[str, str]:
        """Return callback data by label."""
        rows: list[list[Json]] = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return {b["text"]: b["callback_data"] for row in rows for b in row if "callback_data" in b}


@dataclass(frozen=True, slots=True)
class Opening:
    """A new customer and the first text."""

    first_name: str
    language_code: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of an opening."""

    customer: int
    message_id: int
    update_id: int | None
    seq: int
    at: float


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

    async def status(self) -> Json:
        """Return how things stand."""
        answer: Json = await self._ask("GET", "/status")
        return answer

    async def customer(
        self, first_name: str = "Customer", language_code: str | None = None, customer_id: int | None = None
    ) -> int:
        """Invent a customer, or bring one back, and return the id."""
        body = {"first_name": first_name, "language_code": language_code, "id": customer_id}
        return int((await self._ask("POST", "/customers", body))["id"])

    async def send_text(self, customer: int, text: str, chat: int | None = None) -> Written:
        """Write a text or a command."""
        return Written(**await self._ask("POST", f"/customers/{customer}/text", {"text": text, "chat": chat}))

    async def burst(self, openings: Sequence[Opening]) -> list[Opened]:
        """Let up to 1,000 new customers write at once: one request, for load and for speed."""
        body = {"openings": [asdict(opening) for opening in openings]}
        return [Opened(**opened) for opened in await self._ask("POST", "/burst", body)]

    async def edit(self, customer: int, message_id: int, text: str) -> Written:
        """Change an own text."""
        body = {"message_id": message_id, "text": text}
        return Written(**await self._ask("POST", f"/customers/{customer}/edit", body))

    async def attach(
        self, customer: int, kind: str, *, caption: str = "", content: bytes | None = None, name: str = "file"
    ) -> Written:
        """Send a photo, voice, document, sticker or location; without content a small sample."""
        encoded = base64.b64encode(content).decode() if content is not None else None
        body = {"kind": kind, "caption": caption, "content": encoded, "name": name}
        return Written(**await self._ask("POST", f"/customers/{customer}/attachment", body))

    async def tap(self, customer: int, message_id: int, data: str, *, forge: bool = False) -> Tapped:
        """Tap the button with this callback data."""
        body = {"message_id": message_id, "data": data, "forge": forge}
        return Tapped(**await self._ask("POST", f"/customers/{customer}/tap", body))

    async def block(self, customer: int) -> None:
        """Block the bot."""
        await self._ask("POST", f"/customers/{customer}/block")

    async def unblock(self, customer: int) -> None:
        """Let the bot write again."""
        await self._ask("POST", f"/customers/{customer}/unblock")

    async def deactivate(self, customer: int) -> None:
        """Delete the account."""
        await self._ask("POST", f"/customers/{customer}/deactivate")

    async def commands(self, customer: int) -> list[Json]:
        """Return the menu that the customer sees."""
        menu: list[Json] = await self._ask("GET", f"/customers/{customer}/commands")
        return menu

    async def group(self, title: str, members: list[int]) -> int:
        """Found a group with the bot in it and return its id."""
        return int((await self._ask("POST", "/groups", {"title": title, "members": members}))["id"])

    async def migrate(self, group: int) -> int:
        """Make a supergroup of a group and return the new id."""
        return int((await self._ask("POST", f"/groups/{group}/migrate"))["id"])

    async def events(self, since: int = 0, wait: float = 0, chat: int | None = None) -> list[Seen]:
        """Return what happened after `since`, in one chat or all; waits up to `wait` seconds for it."""
        path = "/events" if chat is None else f"/chats/{chat}/events"
        return [_seen(event) for event in await self._ask("GET", f"{path}?since={since}&wait={wait:.3f}")]

    async def replies(self, customer: int, since: int = 0) -> list[Seen]:
        """Return the bot's messages to a customer after `since`."""
        return [event for event in await self.events(since, chat=customer) if event.is_reply]

    async def wait_for_reply(self, customer: int, since: int = 0, within: float = 10) -> Seen:
        """Return the bot's first message to a customer after `since`.

        Raises:
            NoReply: there was none within so many seconds.
        """
        return await self.wait_for(customer, lambda event: event.is_reply, since, within)

    async def wait_for(
        self, customer: int, wanted: Callable[[Seen], bool], since: int = 0, within: float = 10
    ) -> Seen:
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
        raise NoReply(f"nothing of the kind came to {customer} within {within:g} s")

    async def fault(self, fault: Fault) -> int:
        """Order a fault and return its number."""
        return int((await self._ask("POST", "/faults", asdict(fault)))["id"])

    async def faults(self) -> list[Json]:
        """Return the standing orders."""
        orders: list[Json] = await self._ask("GET", "/faults")
        return orders

    async def clear_faults(self) -> None:
        """Withdraw all orders."""
        await self._ask("DELETE", "/faults")

    async def set_rates(self, rates: Rates = NO_RATES) -> None:
        """Set how often the bot may send; by default, as often as it likes."""
        await self._ask("PUT", "/rates", asdict(rates))

    async def inject(self, kind: str, payload: Json) -> int:
        """Deliver any update and return its id."""
        return int((await self._ask("POST", "/updates", {"kind": kind, "payload": payload}))["update_id"])

    async def renumber(self, next_id: int) -> None:
        """Give the next update this id; no update may be waiting."""
        await self._ask("POST", "/updates/renumber", {"next_id": next_id})

    async def _ask(self, method: str, path: str, body: Json | None = None) -> Any:
        try:
            response = await self._http.request(method, path, json=body)
        except httpx.TransportError as exc:
            raise SandboxUnreachable(f"no sandbox answers at {self._http.base_url}") from exc
        if response.is_error:
            raise SandboxRefused(response.status_code, _detail(response))
        return response.json()


def _detail(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return response.reason_phrase


def _seen(event: Json) -> Seen:
    return Seen(**event | {"kind": EventKind(event["kind"]), "by": Side(event["by"])})
