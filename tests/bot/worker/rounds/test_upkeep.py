"""Stalled cases and unanswered customers are looked for repeatedly; a failure does not end the loop."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from actions.casework.handover import take_over
from actions.casework.unanswered import UNANSWERED
from actions.settings.house import House
from bot.timing.bell import Bell
from bot.timing.clock import Clock
from bot.worker.rounds.upkeep import Upkeep
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm
from tests.records import Records


async def test_stalled_case_is_told_of(database: Database, house: House, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer(address=Address(42), account=Address(42))
        await records.case(customer, await records.conversation(customer), opened_at=now - timedelta(days=3))
    kinds = await first_alarms(database, house, lambda: now)
    assert kinds[0].startswith("case.")


async def test_customer_without_answer_is_told_of(database: Database, house: House, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now - timedelta(days=3))
        talk = await records.conversation(await records.customer(address=Address(42), account=Address(42)))
        await records.heard(talk, "A human please", Intent.HUMAN)
        await take_over(session, talk.id, (await records.staff("Mei")).id, now - timedelta(days=3), house)
        await records.heard(talk, "Hello?", Intent.INQUIRY)
    assert UNANSWERED in await first_alarms(database, house, lambda: now)


async def test_failure_does_not_end_the_loop(database: Database, house: House, now: datetime) -> None:
    asked: list[datetime] = []

    def clock() -> datetime:
        asked.append(now)
        if len(asked) <= 2:
            raise RuntimeError("the first time each of them fails")
        return now

    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer(address=Address(42), account=Address(42))
        await records.case(customer, await records.conversation(customer), opened_at=now - timedelta(days=3))
    assert await first_alarms(database, house, clock)
    assert len(asked) >= 3


async def first_alarms(database: Database, house: House, clock: Clock) -> list[str]:
    """Kinds of the alarms that are there as soon as there are any."""
    loop = asyncio.create_task(Upkeep(database, lambda: house, effects=Bell(), clock=clock, pause=0.01).run())
    try:
        async with asyncio.timeout(20):
            while True:
                async with database.reading() as session:
                    kinds = list(await session.scalars(select(Alarm.kind).order_by(Alarm.id)))
                if kinds:
                    return kinds
                await asyncio.sleep(0.01)
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)


async def test_one_look_that_fails_does_not_hold_up_the_other(
    database: Database, house: House, now: datetime
) -> None:
    looked, failures = asyncio.Event(), 0

    async def broken(database: Database, now: datetime, house: House) -> int:
        nonlocal failures
        failures += 1
        raise RuntimeError("it always fails")

    async def working(database: Database, now: datetime, house: House) -> int:
        looked.set()
        return 0

    looks = {"this one failed": broken, "that one failed": working}
    loop = asyncio.create_task(
        Upkeep(database, lambda: house, effects=Bell(), clock=lambda: now, pause=60.0, looks=looks).run()
    )
    async with asyncio.timeout(20):
        await looked.wait()
    assert failures == 1
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)


async def test_looks_follow_the_wait_for_unclear_messages_that_is_in_force(
    database: Database, house: House, now: datetime
) -> None:
    looked, waits = asyncio.Event(), [timedelta(milliseconds=2)]

    async def look(database: Database, now: datetime, house: House) -> int:
        waits.append(house.matters.unclear)
        if len(waits) > 3:
            looked.set()
        return 0

    def in_force() -> House:
        return replace(house, matters=replace(house.matters, unclear=waits[0]))

    upkeep = Upkeep(database, in_force, effects=Bell(), clock=lambda: now, looks={"looking failed": look})
    loop = asyncio.create_task(upkeep.run())
    async with asyncio.timeout(20):
        await looked.wait()
    assert waits[:4] == [timedelta(milliseconds=2)] * 4
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
