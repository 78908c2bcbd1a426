"""`python -m benchmarks.trace`: what a message, a due survey and a tap cost, in files, moves and statements.

The worker runs in this process on an SQLite file, with a classifier and a sender that do nothing. A message
of a new customer and a tap on the first question of a survey are followed from Telegram's update until the
answer is sent, a survey from the time at which it is due. A move is counted when a function begins in another
file than the one before; a return is a move to a file that was entered before. The walk of a turn is that of
the desk within its one transaction.
"""

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event

from actions.desk.front_desk import receive
from actions.settings.house import House
from actions.surveys.asking import schedule
from actions.surveys.policy.events import ServiceEnded
from actions.surveys.policy.services import service_ended
from benchmarks.walk import Recorder, Walk
from bot.telegram.decoder import UpdateDecoder
from bot.telegram.intake import Intake
from bot.timing.bell import Bell
from bot.worker.receiving.inbound import Inbound, InboundLimits
from bot.worker.sending.outbound import Outbound, OutboundLimits
from bot.worker.sending.rate_limit import RateLimits
from nlu.contract.labels import Intent
from nlu.contract.talk_state import TalkState
from nlu.contract.understanding import Understanding
from store.engine.database import Database
from store.models import Base
from store.models.address import Address
from store.models.queues import Flow
from store.queues.lanes import keep_lanes_in_memory
from store.queues.outgoing import Outgoing
from tests import postgres
from tests.house import shipped_house

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
QUIET = 0.3  # seconds in which the worker ends what it has begun
WITHIN = 30.0
BOT = Address(1)
WORDS = "我的订单什么时候到？"
DESK = ("actions/desk/front_desk.py", "receive")


@dataclass(frozen=True, slots=True)
class Trace:
    """What one update cost; `turn` is the walk of the desk within it."""

    walk: Walk
    turn: Walk
    statements: tuple[str, ...]

    @property
    def executed(self) -> tuple[str, ...]:
        """The statements without those that begin a transaction."""
        return tuple(each for each in self.statements if not each.startswith("BEGIN"))

    @property
    def write_transactions(self) -> int:
        """How many transactions wrote."""
        return self.statements.count("BEGIN IMMEDIATE")

    def reads_of(self, table: str) -> int:
        """How many statements read this table."""
        return sum(each.startswith("SELECT") and f"FROM {table}" in each for each in self.executed)


class SureClassifier:
    """Takes every text for an inquiry."""

    async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
        """See `Classifier`."""
        others = [intent for intent in Intent if intent is not Intent.INQUIRY]
        ranking = ((Intent.INQUIRY, 0.9), *((other, 0.1 / len(others)) for other in others))
        return Understanding(Intent.INQUIRY, 0.9, ranking, "none")


@dataclass(slots=True)
class KeepingSender:
    """Keeps what it is given; a message gets the next number."""

    sent: list[Outgoing] = field(default_factory=list)
    sending: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, outgoing: Outgoing) -> int | None:
        """See `Sender`."""
        self.sent.append(outgoing)
        self.sending.set()
        return len(self.sent)


@dataclass(slots=True)
class Workshop:
    """A worker with its database; `now` stands still unless it is moved."""

    database: Database
    house: House
    now: datetime = NOON
    updates: int = 0
    statements: list[str] = field(default_factory=list)
    sender: KeepingSender = field(default_factory=KeepingSender)
    arrived: Bell = field(default_factory=Bell)
    effects: Bell = field(default_factory=Bell)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work in the background."""
        outbound = Outbound(
            self.database,
            self.sender,
            bell=self.effects,
            clock=lambda: self.now,
            owner="trace",
            limits=OutboundLimits(poll=WITHIN, pace=RateLimits(chat_per_second=None, bot_per_second=None)),
        )
        inbound = Inbound(
            self.database,
            UpdateDecoder("trace_bot"),
            SureClassifier(),
            partial(receive, house=self.house),
            bell=self.arrived,
            begin_sends=outbound.begin_sends,
            clock=lambda: self.now,
            owner="trace",
            limits=InboundLimits(poll=WITHIN),
        )
        loops = [asyncio.create_task(inbound.run()), asyncio.create_task(outbound.run())]
        yield
        inbound.stop()
        outbound.stop()
        await asyncio.gather(*loops)

    async def trace(self, work: Awaitable[None]) -> Trace:
        """Follow some work until what it says is sent and recorded."""
        self.statements.clear()
        with Recorder(DESK) as recorder:
            await work
        return Trace(recorder.whole, recorder.inner, tuple(self.statements))

    async def give(self, update: Mapping[str, Any], sends: int) -> None:
        """Let an update arrive, and wait until it is answered."""
        before = len(self.sender.sent)
        self.updates += 1
        intake = Intake(self.database, BOT, self.arrived.ring)
        await intake.keep([{"update_id": self.updates, **update}], self.now)
        await self.until_sent(before + sends)

    async def until_sent(self, count: int) -> None:
        """Wait until so much is sent, and until the worker has nothing to do."""
        async with asyncio.timeout(WITHIN):
            while len(self.sender.sent) < count:
                await self.sender.sending.wait()
                self.sender.sending.clear()
        await asyncio.sleep(QUIET)

    async def invite(self, customer: int) -> None:
        """Let a service of a customer end, and the time come to ask about it."""
        told = ServiceEnded("till", str(customer), self.now, account=Address(customer))
        async with self.database.transaction() as session:
            await service_ended(session, told, self.now, self.house)
        self.now += timedelta(hours=2)

    async def ask(self) -> None:
        """Ask about the service that is due."""
        before = len(self.sender.sent)
        async with self.database.reading() as session:
            due = await schedule.due(session, self.now, 1)
        async with self.database.transaction() as session:
            await schedule.advance(session, due[0], self.now, self.house)
        self.effects.ring()
        await self.until_sent(before + 1)

    def best_score(self) -> str:
        """The data of the last button in the first row of what was sent last."""
        return self.sender.sent[-1].buttons[0][-1].data

    def text(self, customer: int, words: str) -> Mapping[str, Any]:
        """A message as Telegram sends it."""
        return {"message": {**self._message(customer), "from": _person(customer), "text": words}}

    def tap(self, customer: int, data: str) -> Mapping[str, Any]:
        """A tap on a button of the message that was sent last."""
        pressed = {"id": "1", "from": _person(customer), "chat_instance": "1", "data": data}
        return {"callback_query": {**pressed, "message": self._message(customer)}}

    def _message(self, customer: int) -> Mapping[str, Any]:
        chat = {"id": customer, "type": "private"}
        return {"message_id": len(self.sender.sent), "date": int(self.now.timestamp()), "chat": chat}


def _person(number: int) -> Mapping[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "Wang", "language_code": "zh-hans"}


@asynccontextmanager
async def workshop(url: str) -> AsyncIterator[Workshop]:
    """A worker on a new database, at work."""
    database = Database.at(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    database.kept.add(Flow.OUT)
    if database.is_sqlite:
        keep_lanes_in_memory(database)
    shop = Workshop(database, shipped_house())
    event.listen(
        database.engine.sync_engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: shop.statements.append(statement),
    )
    async with shop.working():
        yield shop
    await database.close()


async def traces(url: str) -> Mapping[str, Trace]:
    """A message of a new customer, a due survey and a tap; an earlier customer has warmed everything up."""
    async with workshop(url) as shop:
        await shop.give(shop.text(1, WORDS), sends=1)
        await shop.invite(1)
        await shop.ask()
        await shop.give(shop.tap(1, shop.best_score()), sends=2)
        text = await shop.trace(shop.give(shop.text(2, WORDS), sends=1))
        await shop.invite(2)
        asked = await shop.trace(shop.ask())
        tap = await shop.trace(shop.give(shop.tap(2, shop.best_score()), sends=2))
    return {"a message of a new customer": text, "a due survey": asked, "a survey tap": tap}


def lines(name: str, trace: Trace) -> Iterator[str]:
    """A trace in words."""
    through, turn = trace.walk.within("actions"), trace.turn.within("actions")
    yield f"{name}:"
    yield f"  files entered, from update to sent   {trace.walk.files}"
    yield f"  moves between files                  {trace.walk.moves}"
    yield f"  in actions, from update to sent      {through.files} rooms, {through.returns} returns"
    yield f"  in actions, in the turn itself       {turn.files} rooms, {turn.returns} returns"
    yield f"  statements                           {len(trace.executed)}"
    yield f"  statements that read answers         {trace.reads_of('answers')}"
    yield f"  write transactions                   {trace.write_transactions}"


@contextmanager
def _database(*, is_shared: bool) -> Iterator[str]:
    if is_shared:
        with postgres.running() as server:
            yield server.url
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'trace.db'}"


def main() -> None:
    """Trace, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trace", description=__doc__)
    parser.add_argument("--steps", action="store_true", help="print the turns' walks and the statements, too")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL, whose workers share lanes")
    options = parser.parse_args()
    with _database(is_shared=options.postgresql) as url:
        found = asyncio.run(traces(url))
    for name, trace in found.items():
        print("\n".join(lines(name, trace)))
        if options.steps:
            print("\n".join(f"    → {step}" for step in trace.turn.within("actions").steps))
            print("\n".join(f"    {statement[:140]!r}" for statement in trace.statements))


if __name__ == "__main__":
    main()
