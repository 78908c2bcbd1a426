"""The queue of work on the understanding."""

from datetime import datetime, timedelta

from sqlalchemy import select

from store.engine.database import Database
from store.models.training_runs import LearningKind, LearningRun, LearningStatus
from store.queues import training_queue
from store.queues.training_queue import GIVEN_UP_AFTER, INTERRUPTED, Claimed


async def asked(database: Database, now: datetime, *, kind: LearningKind = LearningKind.LEARN) -> int:
    async with database.transaction() as session:
        return await training_queue.request(session, kind, now, staff_id=None)


async def claimed(database: Database, now: datetime) -> Claimed | None:
    async with database.transaction() as session:
        return await training_queue.claim(session, now)


async def rows(database: Database) -> list[tuple[LearningStatus, str | None]]:
    async with database.reading() as session:
        found = await session.execute(select(LearningRun.status, LearningRun.reason).order_by(LearningRun.id))
        return [(status, reason) for status, reason in found]


async def test_a_run_is_claimed_once(database: Database, now: datetime) -> None:
    run = await asked(database, now)
    assert [await claimed(database, now), await claimed(database, now)] == [
        Claimed(run, LearningKind.LEARN, None),
        None,
    ]


async def test_what_waits_already_is_not_queued_again(database: Database, now: datetime) -> None:
    first = await asked(database, now)
    again, other = await asked(database, now), await asked(database, now, kind=LearningKind.RESTORE)
    await claimed(database, now)
    later = await asked(database, now)
    assert (again == first, other != first, later not in (first, other)) == (True, True, True)


async def test_restoring_keeps_the_name_of_the_model(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        run = await training_queue.request(session, LearningKind.RESTORE, now, staff_id=None, model="m1")
    assert await claimed(database, now) == Claimed(run, LearningKind.RESTORE, "m1")


async def test_nothing_is_claimed_while_another_runs_until_that_is_given_up(
    database: Database, now: datetime
) -> None:
    await asked(database, now)
    await claimed(database, now)
    second = await asked(database, now)
    busy = await claimed(database, now + GIVEN_UP_AFTER)
    free = await claimed(database, now + GIVEN_UP_AFTER + timedelta(seconds=1))
    assert (busy, free, await rows(database)) == (
        None,
        Claimed(second, LearningKind.LEARN, None),
        [(LearningStatus.FAILED, INTERRUPTED), (LearningStatus.RUNNING, None)],
    )


async def test_finished_run_keeps_its_report(database: Database, now: datetime) -> None:
    run = await asked(database, now)
    await claimed(database, now)
    async with database.transaction() as session:
        await training_queue.finish(session, run, LearningStatus.KEPT, now, report={"promoted": False})
    async with database.reading() as session:
        (row,) = await training_queue.latest(session)
    assert (row.status, row.ended_at, row.report) == (LearningStatus.KEPT, now, {"promoted": False})


async def test_only_what_waits_is_asked_for(database: Database, now: datetime) -> None:
    seen = []
    for step in (None, asked, claimed):
        if step is not None:
            await step(database, now)
        async with database.reading() as session:
            seen.append(await training_queue.is_asked_for(session))
    assert seen == [False, True, False]
