"""One member of staff at both desks: the page of a conversation in the console, and its topic in Telegram."""

import asyncio
import html
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median

import httpx
from sqlalchemy import select

from actions.staff.sessions import open_session
from bot.sandbox.control.sandbox_client import SandboxClient
from store.engine.database import Database
from store.models.conversations import Conversation
from store.models.staff_rooms import CustomerTopic, TopicState
from tests.journeys.installation import Installation
from tests.journeys.tied_room import TiedRoom, tie_staff_room

LIVE = re.compile(r'data-live="([^"]+)" data-part="([^"]+)"')
SECRET = re.compile(r'name="csrf" value="([^"]+)"')
LONGEST = 60.0  # seconds until a wait is given up
REQUEST = "I want to talk to a human agent"


@dataclass
class TwoDesks:
    """An open page and a topic. Both methods return the seconds until the other desk shows what is said."""

    telegram: SandboxClient
    http: httpx.AsyncClient
    room: TiedRoom
    topic: int
    page: str
    secret: str
    part: str
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def say_in_console(self, text: str) -> float:
        """Send a reply from the page, and wait for it in the topic."""
        since = int((await self.telegram.status())["seq"])
        begun = time.monotonic()
        sent = await self.http.post(
            f"{self.page}/reply", data={"csrf": self.secret, "text": text, "take": "true"}
        )
        assert sent.status_code == httpx.codes.SEE_OTHER, sent.text
        group, topic = self.room.group, self.topic
        shown = await self.telegram.wait_for(
            group, lambda event: event.is_reply and text in event.text, since, LONGEST
        )
        assert shown.body["message_thread_id"] == topic
        return time.monotonic() - begun

    async def say_in_topic(self, text: str) -> float:
        """Write in the topic, and wait until the open page has it."""
        self.news.clear()
        begun = time.monotonic()
        await self.telegram.send_text(self.room.member, text, self.room.group, topic=self.topic)
        async with asyncio.timeout(LONGEST):
            while True:
                await self.news.wait()
                self.news.clear()
                if text in (await self.http.get(self.part)).text:
                    return time.monotonic() - begun

    async def listen(self, live: str) -> None:
        """Hear what the open page hears."""
        async with self.http.stream("GET", live, headers={"accept": "text/event-stream"}) as stream:
            async for line in stream.aiter_lines():
                if line.strip() == "event: new":
                    self.news.set()


@asynccontextmanager
async def two_desks(installation: Installation, telegram: SandboxClient) -> AsyncIterator[TwoDesks]:
    """Tie a room in a running installation, let a customer ask for a person, and open both desks."""
    database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
    try:
        room = await tie_staff_room(telegram, database)
        customer = await telegram.customer("Emma", "en")
        await telegram.send_text(customer, REQUEST)
        topic, talk = await _opened(database)
        async with database.transaction() as session:
            token = await open_session(session, room.staff_id, datetime.now(UTC))
    finally:
        await database.close()
    async with httpx.AsyncClient(
        base_url=installation.site, cookies={"huifang": token}, trust_env=False, timeout=LONGEST
    ) as http:
        desks, live = await _desks(telegram, http, room, topic, f"/console/conversations/{talk}")
        listening = asyncio.create_task(desks.listen(live))
        try:
            yield desks
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


def figures(seconds: Sequence[float]) -> str:
    """Return the median and the longest."""
    return f"median {median(seconds):.2f} s, longest {max(seconds):.2f} s of {len(seconds)}"


async def _desks(
    telegram: SandboxClient, http: httpx.AsyncClient, room: TiedRoom, topic: int, page: str
) -> tuple[TwoDesks, str]:
    text = (await http.get(page)).text
    live, secret = LIVE.search(text), SECRET.search(text)
    assert live is not None
    assert secret is not None
    return TwoDesks(telegram, http, room, topic, page, secret[1], html.unescape(live[2])), html.unescape(
        live[1]
    )


async def _opened(database: Database) -> tuple[int, int]:
    """Return the number of the topic, and the conversation, once the topic is there."""
    place = select(CustomerTopic.thread, Conversation.id).join(
        Conversation, Conversation.customer_id == CustomerTopic.customer_id
    )
    async with asyncio.timeout(LONGEST):
        while True:
            async with database.reading() as session:
                found = (
                    await session.execute(
                        place.where(
                            CustomerTopic.state == TopicState.OPEN, CustomerTopic.behind_from.is_(None)
                        )
                    )
                ).one_or_none()
            if found is not None and found[0] is not None:
                return found[0], found[1]
            await asyncio.sleep(0.2)
