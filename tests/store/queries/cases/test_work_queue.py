"""The order of the queue, and whose cases are in it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event, text

from store.engine.database import Database
from store.models.cases import CaseStatus, Priority
from store.models.conversations import MessageKind
from store.queries.cases.waiting_customers import WaitingSince
from store.queries.cases.work_queue import next_case, read_queue
from tests.plans import plans
from tests.records import Records

HOUR = timedelta(hours=1)


async def test_urgent_overdue_chased_and_oldest_come_in_this_order(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer, mei, lee = (
            await records.customer(),
            await records.staff("Mei"),
            await records.staff("Lee"),
        )
        waits = await records.case(customer, status=CaseStatus.WAITING, is_urgent=True)
        old = await records.case(customer, opened_at=now - 9 * HOUR)
        older = await records.case(customer, opened_at=now - 10 * HOUR, assignee_id=mei.id)
        chased = await records.case(customer, chased_at=now)
        overdue = await records.case(customer, due_at=now - HOUR)
        high = await records.case(customer, priority=Priority.HIGH)
        urgent = await records.case(customer, is_urgent=True)
        theirs = await records.case(customer, is_urgent=True, assignee_id=lee.id)
        await records.case(customer, is_urgent=True, status=CaseStatus.SETTLED)
    async with database.reading() as session:
        mine = await read_queue(session, now, mei.id, size=7)
        every = await read_queue(session, now, None)
        following = await next_case(session, now, mei.id, besides=urgent.id)
    ordered = [row.id for row in (urgent, high, overdue, chased, older, old, waits)]
    assert ([each.case.id for each in mine.cases], mine.count) == (ordered, 7)
    assert [each.case.id for each in every.cases] == [urgent.id, theirs.id, *ordered[1:]]
    assert following == high.id


async def test_settled_cases_cost_a_queue_nothing(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        for _ in range(200):
            await records.case(customer, status=CaseStatus.SETTLED)
        if not database.is_sqlite:  # which plans by what it knows of the table: empty, any index will do
            await session.execute(text("ANALYZE cases"))
    async with plans(database) as found, database.reading() as session:
        await read_queue(session, now, 1)
    assert ["ix_cases_open" in plan for plan in found if "cases" in plan] == [True, True]


async def test_empty_queue_has_no_next_case(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await records.case(await records.customer(), status=CaseStatus.WAITING)
    async with database.reading() as session:
        assert await next_case(session, now, 1) is None


async def test_case_is_shown_with_the_words_and_since_when_the_customer_waits(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer, mei = await records.customer(), await records.staff("Mei")
        talk, answered = await records.conversation(customer), await records.conversation(customer)
        first = await records.heard(talk, "It leaks")
        newest = await records.heard(talk, None, None, kind=MessageKind.PHOTO)
        await records.heard(talk, "/status", None, kind=MessageKind.COMMAND)
        await records.said(talk)
        case = await records.case(customer, talk, message_id=first.id)
        quiet = await records.case(customer, answered)
        await records.heard(answered, "Hello?")
        (await records.said(answered)).staff_id = mei.id
    async with database.reading() as session:
        queue = await read_queue(session, now, None)
    assert [(each.case.id, each.case.words, each.case.said, each.waiting) for each in queue.cases] == [
        (case.id, "It leaks", MessageKind.TEXT, WaitingSince(first.created_at, newest.id)),
        (quiet.id, None, None, None),
    ]


async def test_rows_are_joined_after_the_queue_is_cut(database: Database, now: datetime) -> None:
    read = list[str]()

    def remember(_: Any, __: Any, statement: str, *___: Any) -> None:
        read.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", remember)
    async with database.reading() as session:
        await read_queue(session, now, 1)
    event.remove(database.engine.sync_engine, "before_cursor_execute", remember)
    (queue,) = [each for each in read if "JOIN customers" in each]
    inner, _, outer = queue.rpartition("LIMIT")
    assert ("JOIN (SELECT cases.id" in inner, "cases.id AS id" in inner, "ORDER BY" in outer) == (
        True,
        True,
        True,
    )
