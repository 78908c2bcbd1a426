"""Plays talks against a running installation, several side by side, each with a customer."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from bot.sandbox.control.sandbox_client import SandboxClient, SandboxError
from bot.sandbox.server.event_feed import ChatEvent
from store.engine.database import Database
from tests.journeys.installation import Installation
from tests.journeys.talks.busy_chats import BusyChats
from tests.journeys.talks.customer_chat import (
    LONGEST,
    CustomerChat,
    NothingToAnswer,
    NothingToTap,
    asks_what_it_is,
)
from tests.journeys.talks.customer_records import CustomerRecords, let_pass, read_records, settle_cases
from tests.journeys.talks.event_log import EventLog
from tests.journeys.talks.played_talk import PlayedTalk
from tests.journeys.talks.talk_checks import Seen, mismatches
from tests.journeys.talks.talk_script import Expected, Move, TalkScript, Turn

AT_ONCE = 16
PLAINLY = {
    "complaint": (
        "我要投诉 / I want to make a complaint",
        "太差劲了，我要投诉！ / Terrible, I want to complain!",
    ),
    "inquiry": ("我想咨询一下 / I have a question", "请问什么时候可以？ / When would that be possible?"),
}


class SetupFailed(Exception):
    """What was to be before the talk did not come about."""


@dataclass(frozen=True, slots=True)
class TalkPlayer:
    """The installation as the talks reach it: its sandbox, its API for services, its database."""

    sandbox: SandboxClient
    log: EventLog
    busy: BusyChats
    database: Database
    services: httpx.AsyncClient
    staff_chat: int

    @classmethod
    @asynccontextmanager
    async def at(cls, installation: Installation) -> AsyncIterator["TalkPlayer"]:
        """Start the installation, and play with it as long as the block lasts."""
        async with SandboxClient.at(installation.sandbox_url) as sandbox:
            staff_chat = await sandbox.group("Staff", [await sandbox.customer("Staff", "en")])
            installation.environment["HUIFANG_STAFF_CHAT"] = str(staff_chat)
            await installation.start()
            key = await installation.api_key("talks")
            database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
            services = httpx.AsyncClient(
                base_url=installation.site,
                headers={"Authorization": f"Bearer {key}"},
                trust_env=False,
                timeout=30,
            )
            async with services, EventLog.of(sandbox) as log, BusyChats.of(database) as busy:
                yield cls(sandbox, log, busy, database, services, staff_chat)
            await database.close()

    async def play(self, scripts: Iterable[TalkScript], at_once: int = AT_ONCE) -> list[PlayedTalk]:
        """Play talks; the longest begin first."""
        turnstile = asyncio.Semaphore(at_once)

        async def one(script: TalkScript) -> PlayedTalk:
            async with turnstile:
                return await self._play(script)

        ordered = sorted(scripts, key=lambda script: (-script.wait, -len(script.turns)))
        return list(await asyncio.gather(*map(one, ordered)))

    async def records(self, customer: int) -> CustomerRecords:
        """Read what is on record about a customer."""
        async with self.database.reading() as session:
            return await read_records(session, customer)

    async def service_ended(self, customer: int, survey: str) -> None:
        """Say that a service has ended, so that a survey is asked.

        Raises:
            SetupFailed: no survey will be asked.
        """
        ended = (datetime.now(UTC) - timedelta(minutes=3)).isoformat()
        about = {"source": "talks", "id": str(customer), "customer": {"telegram_id": customer}}
        answer = await self.services.post(
            "/api/v1/services/ended", json={**about, "ended_at": ended, "survey": survey}
        )
        if answer.json().get("decision") != "scheduled":
            raise SetupFailed(f"no survey: {answer.text}")

    async def _play(self, script: TalkScript) -> PlayedTalk:
        customer = await self.sandbox.customer(script.name, script.language_code)
        chat = CustomerChat(self.sandbox, self.log, self.busy, customer, script.thread)
        talk = _RunningTalk(self, script, chat, PlayedTalk(script))
        try:
            await talk.run()
        except (SetupFailed, NothingToTap, NothingToAnswer, SandboxError) as exc:
            talk.played.failures.append(f"setup: {exc}")
        return talk.played


@dataclass
class _RunningTalk:
    player: TalkPlayer
    script: TalkScript
    chat: CustomerChat
    played: PlayedTalk
    before: frozenset[int] = field(default=frozenset())

    async def run(self) -> None:
        await self._prepare()
        begun = self.player.log.mark(self.chat.id)
        for number, turn in enumerate(self.script.turns, 1):
            await self._turn(f"turn {number}", turn)
        if self.script.slow:
            await asyncio.sleep(self.script.wait)
        await self._check("end", self.script.end, self.player.log.heard(self.chat.id, begun))

    async def _turn(self, where: str, turn: Turn) -> None:
        self.played.customer_does(turn.move, self.chat.filled)
        try:
            heard = await self.chat.make(turn.move)
        except NothingToTap as exc:
            if not turn.move.optional:
                self.played.failures.append(f"{where} tap: {exc}")
            return
        self.played.bot_does(heard)
        await self._check(where, turn.expected, heard)

    async def _check(self, where: str, expected: Expected, heard: Sequence[ChatEvent]) -> None:
        records = await self.player.records(self.chat.id)
        staff = await self._staff_chat(records) if expected.alerted else self._staff_words()
        seen = Seen(heard, records, self.chat.reference, self.before, staff)
        self.played.failures += [f"{where} {each}" for each in mismatches(expected, seen)]

    async def _staff_chat(self, records: CustomerRecords) -> str:
        """Return the staff chat once it names a case of the customer: one chat takes one message a second."""
        loop = asyncio.get_running_loop()
        end = loop.time() + LONGEST
        while loop.time() < end and not any(case.reference in self._staff_words() for case in records.cases):
            await asyncio.sleep(0.1)
        return self._staff_words()

    def _staff_words(self) -> str:
        return "\n".join(event.text for event in self.player.log.heard(self.player.staff_chat))

    async def _prepare(self) -> None:
        setup = self.script.setup
        if setup.survey is not None:
            await self._open_survey(setup.survey)
        if kind := setup.open_case or setup.settled_case:
            await self._open_case(kind, setup.words)
        async with self.player.database.transaction() as session:
            if setup.settled_case:
                await settle_cases(session, self.chat.id)
            if setup.hours_ago:
                await let_pass(session, self.chat.id, setup.hours_ago)

    async def _open_survey(self, survey: str) -> None:
        await self.chat.make(Move(say="/start"))
        since = self.player.log.mark(self.chat.id)
        await self.player.service_ended(self.chat.id, survey)
        for _ in range(3):
            if any(event.buttons for event in await self.chat.quiet(since)):
                return
        raise SetupFailed("no survey came")

    async def _open_case(self, kind: str, words: str) -> None:
        """Open a case; where the model is unsure of the words, say what it is, or tap it."""
        for said in (words, *PLAINLY[kind]):
            heard = await self.chat.make(Move(say=said))
            for event in filter(asks_what_it_is, heard):
                since = self.player.log.mark(self.chat.id)
                await self.chat.tap(event, next(data for data in event.buttons.values() if kind in data))
                await self.chat.quiet(since)
            if cases := (await self.player.records(self.chat.id)).cases:
                self.chat.reference = cases[-1].reference
                self.before = frozenset(case.id for case in cases)
                return
        raise SetupFailed(f"{words!r} has opened no case")
