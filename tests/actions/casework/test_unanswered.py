"""A customer who waits for the person who took over is not forgotten: staff are told, then the manager."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.casework import unanswered
from actions.casework.handover import hand_back, reply, take_over
from actions.casework.unanswered import LONG_UNANSWERED, UNANSWERED, WaitingCustomer, due
from actions.settings.house import House
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.address import Address
from store.models.conversations import Conversation, MessageKind, Mode
from store.models.customers import Customer
from store.models.queues import Alarm, OutboxItem
from tests.conftest import NOON
from tests.records import Records

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
EVENING = NOON + 5.5 * HOUR  # 17:30 in Shanghai, half an hour before everybody goes home


@dataclass
class Desk:
    """A conversation that Mei took over at noon."""

    database: Database
    house: House
    talk: int
    mei: int

    async def look(self, now: datetime) -> list[str]:
        """Look after everybody; the alarms that are open then."""
        await unanswered.check_unanswered(self.database, now, self.house)
        async with self.database.reading() as session:
            found = select(Alarm.kind).where(Alarm.cleared_at.is_(None)).order_by(Alarm.id)
            return list(await session.scalars(found))

    async def write(self, at: datetime, kind: MessageKind = MessageKind.TEXT) -> None:
        """The customer writes."""
        async with self.database.transaction() as session:
            talk = await session.get_one(Conversation, self.talk)
            await Records(session, at).heard(talk, "Hello?", Intent.INQUIRY, kind=kind, created_at=at)

    async def answer(self, at: datetime) -> None:
        """Mei answers."""
        async with self.database.transaction() as session:
            await reply(session, self.talk, "One moment.", self.mei, at, self.house)


@pytest.fixture
async def desk(database: Database, house: House) -> Desk:
    async with database.transaction() as session:
        records = Records(session, NOON - HOUR)
        customer = await records.customer(address=Address(42), account=Address(42))
        talk = await records.conversation(customer)
        await records.heard(talk, "A human please", Intent.HUMAN)
        mei = await records.staff("Mei")
        await take_over(session, talk.id, mei.id, NOON, house)
    return Desk(database, house, talk.id, mei.id)


async def test_nobody_says_a_word_after_the_take_over(desk: Desk) -> None:
    assert await desk.look(NOON + HOUR - MINUTE) == []
    assert await desk.look(NOON + HOUR) == [UNANSWERED]
    assert await desk.look(NOON + 2 * HOUR) == [UNANSWERED]
    assert await desk.look(NOON + 4 * HOUR) == [UNANSWERED, LONG_UNANSWERED]


async def test_first_message_after_the_last_reply_is_what_counts(desk: Desk) -> None:
    await desk.answer(NOON + MINUTE)
    assert await desk.look(NOON + 4 * HOUR) == []
    await desk.write(NOON + 2 * HOUR)
    await desk.write(NOON + 2.5 * HOUR)
    assert await desk.look(NOON + 3 * HOUR - MINUTE) == []
    assert await desk.look(NOON + 3 * HOUR) == [UNANSWERED]


async def test_only_business_hours_count(desk: Desk) -> None:
    await desk.answer(NOON + MINUTE)
    await desk.write(EVENING)
    assert await desk.look(EVENING + 12 * HOUR) == []
    assert await desk.look(NOON + 21.5 * HOUR) == [UNANSWERED]  # half past nine on the next morning


@pytest.mark.parametrize("kind", [MessageKind.TAP, MessageKind.COMMAND])
async def test_what_the_bot_answers_waits_for_nobody(desk: Desk, kind: MessageKind) -> None:
    await desk.answer(NOON + MINUTE)
    await desk.write(NOON + HOUR, kind)
    assert await desk.look(NOON + 4 * HOUR) == []


async def test_reply_clears_the_alarm_and_the_next_silence_raises_another(desk: Desk) -> None:
    assert await desk.look(NOON + HOUR) == [UNANSWERED]
    await desk.answer(NOON + 2 * HOUR)
    assert await desk.look(NOON + 2 * HOUR) == []
    await desk.write(NOON + 3 * HOUR)
    assert await desk.look(NOON + 4 * HOUR) == [UNANSWERED]


async def test_handing_back_clears_the_alarm(desk: Desk) -> None:
    assert await desk.look(NOON + 4 * HOUR) == [UNANSWERED, LONG_UNANSWERED]
    async with desk.database.transaction() as session:
        await hand_back(session, desk.talk, desk.mei, NOON + 5 * HOUR, desk.house)
    assert await desk.look(NOON + 5 * HOUR) == []


async def test_whoever_cannot_be_written_to_is_not_waited_for(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        (await session.scalars(select(Customer))).one().unreachable_at = NOON
    assert await desk.look(NOON + 4 * HOUR) == []


async def test_staff_chat_hears_each_once_and_no_words_of_the_customer(desk: Desk) -> None:
    desk.house = replace(desk.house, staff_chat=Address(-100))
    for hours in (1, 2, 4, 5):
        await desk.look(NOON + hours * HOUR)
    async with desk.database.reading() as session:
        found = select(OutboxItem.payload).where(OutboxItem.address == Address(-100)).order_by(OutboxItem.id)
        told = [line for payload in await session.scalars(found) for line in payload["text"].splitlines()]
    assert told == [
        f"顾客已等人工回复 1 个工作小时：会话 {desk.talk}（Mei）。",
        f"请主管关注：顾客已等人工回复 4 个工作小时：会话 {desk.talk}（Mei）。",
    ]


async def test_talks_with_the_bot_are_none_of_ours(database: Database, house: House) -> None:
    async with database.transaction() as session:
        records = Records(session, NOON)
        talk = await records.conversation(
            await records.customer(address=Address(1), account=Address(1)), mode=Mode.BOT
        )
        await records.heard(talk)
    assert await unanswered.check_unanswered(database, NOON + 9 * HOUR, house) == 0


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0.9, ()), (1, (UNANSWERED,)), (3.9, (UNANSWERED,)), (4, (UNANSWERED, LONG_UNANSWERED))],
)
def test_patience_is_a_rule_of_the_house(house: House, hours: float, expected: tuple[str, ...]) -> None:
    assert due(WaitingCustomer(1, NOON, "Mei"), NOON + hours * HOUR, house) == expected
