"""The customers and the till: they act while processes die, and remember what they did."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import httpx

from bot.sandbox.control.customer_moves import SentMessage
from bot.sandbox.control.sandbox_client import SandboxClient, SandboxRefused
from bot.sandbox.server.event_feed import ChatEvent
from bot.sandbox.server.payloads import Json
from tests.chaos.chats import Chats
from tests.chaos.errands import Errands
from tests.chaos.progress import Progress
from tests.chaos.script import Stroke, stroke
from tests.journeys.talks.message_content import media, text
from tests.journeys.talks.talk_script import Move

RATING = ":satisfaction:"
PAUSE = 0.3
WAIT = 60.0  # a till that gives up early and asks again makes a slow house slower
FULL = 60  # no customer comes while so many updates wait
# A customer is known once their first message is handled; its reply may be among the unknown.
ACQUAINTANCE = 60.0


@dataclass
class Deed:
    """What one customer has done.

    `texts` are the messages sent, photos of an album too, and `edited` what a text was changed to. `survey`
    says whether the application has promised to ask, None where no service was reported; `rated` is the
    rating once it was tapped.
    """

    stroke: Stroke
    customer: int
    texts: int = 0
    edited: str | None = None
    survey: bool | None = None
    rated: int | None = None


@dataclass
class Customers:
    """Those who write to the bot and are surveyed. `errands` is the door for them."""

    telegram: SandboxClient
    chats: Chats
    site: str
    key: str
    seed: int
    progress: Progress
    deeds: dict[int, Deed] = field(default_factory=dict)
    errands: Errands = field(default_factory=Errands)

    def __post_init__(self) -> None:
        self.chats.listeners.append(self._see)

    async def act(self) -> None:
        """Come one after the other, as long as the door is open."""
        await self.errands.come(partial(stroke, self.seed), lambda: self.progress.backlog > FULL, self._live)

    def _see(self, event: ChatEvent) -> None:
        self.errands.begin(self._rate(event))

    async def _live(self, one: Stroke) -> None:
        customer = await self.telegram.customer(f"C{one.number}", one.language)
        deed = self.deeds[customer] = Deed(one, customer)
        for content in contents(one):
            written = self._sent(await self.telegram.send_content(customer, content))
            deed.texts += 1
        if one.edited is not None:
            self._sent(await self.telegram.edit(customer, written.message_id, one.edited))
            deed.edited = one.edited
        if one.rating is not None:
            await self._tell_service(deed)

    def _sent(self, written: SentMessage) -> SentMessage:
        assert written.update_id is not None
        self.progress.sent.append(written.update_id)
        return written

    async def _tell_service(self, deed: Deed) -> None:
        """Tell it as a till does: once the customer is known, and until there is an answer."""
        for _ in range(int(ACQUAINTANCE / PAUSE)):
            if self.chats.delivered[deed.customer]:
                break
            await asyncio.sleep(PAUSE)
        body = {
            "source": "till-1",
            "id": f"{deed.stroke.number}",
            "customer": {"telegram_id": deed.customer},
            "ended_at": (datetime.now(UTC) - timedelta(minutes=1)).isoformat(),
        }
        headers = {"Authorization": f"Bearer {self.key}"}
        async with httpx.AsyncClient(
            base_url=self.site, headers=headers, trust_env=False, timeout=WAIT
        ) as http:
            while (decision := await _told(http, body)) is None:
                await asyncio.sleep(PAUSE)
        deed.survey = decision == "scheduled"

    async def _rate(self, event: ChatEvent) -> None:
        deed = self.deeds.get(event.chat)
        wanted = f"{RATING}{deed.stroke.rating}" if deed else ""
        button = next((data for data in event.buttons.values() if data.endswith(wanted)), None)
        if deed is None or button is None or RATING not in button:
            return
        deed.rated = deed.stroke.rating
        for tap in range(deed.stroke.taps):
            try:
                tapped = await self.telegram.tap(event.chat, event.message_id, button)
            except SandboxRefused:
                if not tap:
                    raise
                return  # the first tap was answered already, and the button is gone
            assert tapped.update_id is not None
            self.progress.sent.append(tapped.update_id)


def contents(one: Stroke) -> list[Json]:
    """What a customer writes, a message each: texts, or the photos of an album, the last with the text."""
    if one.album:
        return media(Move(album=one.album, caption=one.texts[0]))
    return [text(words) for words in one.texts]


async def _told(http: httpx.AsyncClient, body: Mapping[str, object]) -> str | None:
    """What was decided; None where there was no answer, so that it must be reported again.

    Raises:
        httpx.HTTPStatusError: it was refused, so that reporting it again helps nothing.
    """
    try:
        answer = await http.post("/api/v1/services/ended", json=body)
    except httpx.TransportError:
        return None
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        return None
    answer.raise_for_status()
    return str(answer.json()["decision"])
