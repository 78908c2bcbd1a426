"""The loop that tends the staff room."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.settings.house import House
from actions.staffroom.room.room_codes import issue_code
from actions.staffroom.room.room_tying import tie_room
from bot.timing.bell import Bell
from bot.worker.rounds.staff_room_round import StaffRoomRound
from store.engine.database import Database
from store.engine.database_errors import StoreUnavailable
from store.models.address import Address
from store.models.cases import Case, CaseEvent, CaseStatus, CaseStep
from store.models.staff_rooms import CodePurpose, CustomerTopic, StaffRoom, TopicState
from tests.bot.worker.conftest import Clock
from tests.fakes.topic_calls import READY, MemoryTopics
from tests.records import Records

GROUP = Address(-7)


async def tied(database: Database, now: datetime) -> None:
    """Tie the group."""
    async with database.transaction() as session:
        ann = (await Records(session, now).staff("Ann")).id
        await tie_room(session, GROUP, await issue_code(session, CodePurpose.ROOM, ann, now), now)


async def needing_a_person(database: Database, now: datetime, number: int) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer(f"C{number}", address=Address(number), account=Address(number))
        await records.case(
            customer, await records.conversation(customer), status=CaseStatus.OPEN, opened_at=now
        )


async def test_without_a_room_nothing_is_done(database: Database, house: House, now: datetime) -> None:
    topics = MemoryTopics()
    tending = StaffRoomRound(database, topics, lambda: house, effects=Bell(), clock=lambda: now)
    await needing_a_person(database, now, 1)
    assert (await tending.look(), topics.titles) == (False, {})


async def test_group_that_is_out_of_reach_makes_no_topics(
    database: Database, house: House, now: datetime
) -> None:
    topics = MemoryTopics()
    tending = StaffRoomRound(database, topics, lambda: house, effects=Bell(), clock=lambda: now)
    await tied(database, now)
    await needing_a_person(database, now, 1)
    for _ in range(3):
        assert await tending.look() is True
    async with database.reading() as session:
        assert list(await session.scalars(select(StaffRoom.missing))) == [["member"]]
    assert topics.titles == {}


async def test_topics_are_made_at_the_pace_by_several_workers(
    database: Database, house: House, now: datetime
) -> None:
    topics, clock = MemoryTopics({GROUP: READY}), Clock(now)
    workers = [StaffRoomRound(database, topics, lambda: house, effects=Bell(), clock=clock) for _ in range(2)]
    await tied(database, now)
    for number in range(1, 6):
        await needing_a_person(database, now, number)
    await workers[0].look()
    for second in range(21):
        await asyncio.gather(*(worker.look() for worker in workers))
        assert len(topics.titles) <= second // 4 + 1
        clock.pass_(1)
    assert len(topics.titles) == 5
    async with database.reading() as session:
        states = await session.execute(select(CustomerTopic.state, CustomerTopic.customer_id))
        assert {state for state, _ in states.tuples()} == {TopicState.OPEN}


async def test_topic_that_was_made_while_the_database_was_away_is_not_made_again(
    database: Database, house: House, now: datetime
) -> None:
    topics, clock, losses = MemoryTopics({GROUP: READY}), Clock(now), [StoreUnavailable("away")]

    def house_after_loss() -> House:
        if topics.titles and losses:
            raise losses.pop()
        return house

    tending = StaffRoomRound(database, topics, house_after_loss, effects=Bell(), clock=clock)
    await tied(database, now)
    await needing_a_person(database, now, 1)
    await tending.look()
    with pytest.raises(StoreUnavailable):
        await tending.look()
    clock.pass_(120)
    await tending.look()
    async with database.reading() as session:
        assert list(await session.scalars(select(CustomerTopic.thread))) == list(topics.titles) == [100]


async def test_title_follows_a_step_that_a_slower_transaction_brings(
    database: Database, house: House, now: datetime
) -> None:
    topics, clock = MemoryTopics({GROUP: READY}), Clock(now)
    tending = StaffRoomRound(database, topics, lambda: house, effects=Bell(), clock=clock)
    await tied(database, now)
    for number in (1, 2):
        await needing_a_person(database, now, number)
    for _ in range(8):
        await tending.look()
        clock.pass_(4)
    for step, number in ((70, 0), (60, 1)):
        async with database.transaction() as session:
            case = await session.scalars(select(Case).order_by(Case.id))
            moved = list(case)[number]
            moved.status = CaseStatus.WAITING
            session.add(CaseEvent(id=step, case_id=moved.id, step=CaseStep.STATUS, at=now))
        await tending.look()
        clock.pass_(10)
    for _ in range(5):
        await tending.look()
        clock.pass_(30)
    assert [
        title.count("waits for the customer") + title.count("等顾客回复") for title in topics.titles.values()
    ] == [1, 1]
    async with database.reading() as session:
        assert list(await session.scalars(select(StaffRoom.titled_to))) == [70]


async def test_loop_goes_on_after_a_failure(database: Database, house: House, now: datetime) -> None:
    asked: list[datetime] = []

    def clock() -> datetime:
        asked.append(now)
        if len(asked) == 2:
            raise RuntimeError("once")
        return now + timedelta(seconds=len(asked))

    await tied(database, now)
    loop = asyncio.create_task(
        StaffRoomRound(database, MemoryTopics(), lambda: house, effects=Bell(), clock=clock, idle=0.01).run()
    )
    async with asyncio.timeout(10):
        while len(asked) < 4:
            await asyncio.sleep(0.01)
    loop.cancel()
    assert len(asked) >= 4
