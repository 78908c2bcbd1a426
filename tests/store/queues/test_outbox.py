"""The outbox: in order a chat, marked before it is sent, and fit to be sent when it is put there."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select, update

from store.engine.database import Database
from store.engine.database_errors import LeaseLost
from store.models.address import Address
from store.models.queues import Alarm, Flow, Lane, OutboxAction, OutboxItem, OutboxStatus
from store.queues import lanes, outbox
from store.queues.button import Button
from store.queues.lane_book import Lease
from store.queues.outbox import Sendable
from store.queues.outgoing import NewRow, Outgoing
from tests.plans import plans

MINUTE = timedelta(minutes=1)


def text(words: str, chat: int = 5, **more: object) -> Outgoing:
    return Outgoing(Address(chat), OutboxAction.SEND, words, **more)  # type: ignore[arg-type] # fields by name


async def add(database: Database, now: datetime, *outgoing: Outgoing) -> list[int]:
    async with database.transaction() as session:
        return [await outbox.add(session, each, now) for each in outgoing]


async def first(database: Database, now: datetime, chat: int = 5) -> Sendable | None:
    async with database.reading() as session:
        return (await outbox.next_due(session, [Address(chat)], now)).get(Address(chat))


async def statuses(database: Database) -> list[OutboxStatus]:
    async with database.reading() as session:
        return list(await session.scalars(select(OutboxItem.status).order_by(OutboxItem.id)))


async def test_what_is_added_comes_back_as_it_was(database: Database, now: datetime) -> None:
    outgoing = Outgoing(
        address=Address(-100_5),
        action=OutboxAction.EDIT,
        text="好 👍",
        buttons=((Button("一", "s:1:1"), Button("二", "s:1:2")), (Button("跳过", "s:1:-"),)),
        target=2**40,
        tap="tap",
        topic=31,
    )
    [row_id] = await add(database, now, outgoing)
    assert await first(database, now, -100_5) == Sendable(row_id, OutboxStatus.PENDING, 0, outgoing)


async def test_add_wakes_the_chat(database: Database, now: datetime) -> None:
    await add(database, now, text("a"), text("b"))
    async with database.transaction() as session:
        leases = await lanes.lease(session, Flow.OUT, "w", now, MINUTE, 9)
    assert leases == [Lease(Flow.OUT, Address(5), "w")]


async def test_rows_of_one_chat_come_in_order(database: Database, now: datetime) -> None:
    one, two = await add(database, now, text("a"), text("b"))
    for row_id in (one, two):
        found = await first(database, now)
        assert found is not None
        assert found.id == row_id
        async with database.transaction() as session:
            await outbox.start(session, [row_id])
            await outbox.settle(session, row_id, OutboxStatus.SENT, now, telegram_message_id=row_id)
    assert await first(database, now) is None


async def test_row_that_is_delayed_holds_up_those_behind_it(database: Database, now: datetime) -> None:
    one, _ = await add(database, now, text("a"), text("b"))
    async with database.transaction() as session:
        [lease] = await lanes.lease(session, Flow.OUT, "w", now, MINUTE, 9)
        await outbox.start(session, [one])
        await outbox.delay(session, one, now + MINUTE, "429")
        await outbox.release(session, [lease])
    assert await first(database, now) is None
    again = await first(database, now + MINUTE)
    assert again is not None
    assert (again.id, again.attempts, again.status) == (one, 1, OutboxStatus.PENDING)
    async with database.reading() as session:
        assert list(await session.scalars(select(Lane.due_at))) == [now + MINUTE]


async def test_row_being_sent_stays_in_front(database: Database, now: datetime) -> None:
    """The next worker of the chat has to settle it before anything else is sent."""
    one, _ = await add(database, now, text("a"), text("b"))
    async with database.transaction() as session:
        await outbox.start(session, [one])
    found = await first(database, now)
    assert found is not None
    assert (found.id, found.status) == (one, OutboxStatus.SENDING)


async def test_firsts_finds_the_next_of_every_chat(database: Database, now: datetime) -> None:
    rows = await add(database, now, text("a", 5), text("b", 6), text("c", 5))
    async with database.reading() as session:
        found = await outbox.next_due(session, [Address(5), Address(6), Address(7)], now)
    assert {chat.number: row.id for chat, row in found.items()} == {5: rows[0], 6: rows[1]}


@pytest.mark.parametrize("payload", [{"text": "without buttons"}, {"text": "x", "buttons": [[1]]}, []])
@pytest.mark.parametrize("is_begun", [False, True])
async def test_row_that_cannot_be_read_is_settled(
    *, database: Database, now: datetime, payload: object, is_begun: bool
) -> None:
    broken, _, healthy = await add(database, now, text("broken"), text("behind"), text("other", 6))
    async with database.transaction() as session:
        await session.execute(update(OutboxItem).where(OutboxItem.id == broken).values(payload=payload))
        if is_begun:
            await outbox.start(session, [broken])
    async with database.transaction() as session:
        found = await outbox.next_due(session, [Address(5), Address(6)], now)
    assert [row.id for row in found.values()] == [healthy]
    end = OutboxStatus.UNKNOWN if is_begun else OutboxStatus.FAILED
    assert await statuses(database) == [end, OutboxStatus.PENDING, OutboxStatus.PENDING]
    async with database.reading() as session:
        alarms = list((await session.execute(select(Alarm.kind, Alarm.subject))).tuples())
    assert alarms == [("outbox.unreadable", f"outbox:{broken}")]
    behind = await first(database, now)
    assert behind is not None
    assert behind.outgoing == text("behind")


async def test_start_of_what_is_not_pending_is_refused(database: Database, now: datetime) -> None:
    rows = await add(database, now, text("a", 5), text("b", 6))
    async with database.transaction() as session:
        await outbox.start(session, rows[1:])
    with pytest.raises(LeaseLost, match=f"outbox:{rows[1]}"):
        async with database.transaction() as session:
            await outbox.start(session, rows)
    assert await statuses(database) == [OutboxStatus.PENDING, OutboxStatus.SENDING]


async def test_settle_records_how_it_ended(database: Database, now: datetime) -> None:
    [row_id] = await add(database, now, text("a"))
    async with database.transaction() as session:
        await outbox.start(session, [row_id])
        await outbox.settle(session, row_id, OutboxStatus.UNREACHABLE, now, error="blocked")
    async with database.reading() as session:
        row = await session.get_one(OutboxItem, row_id)
        assert (row.status, row.error, row.sent_at, row.telegram_message_id) == (
            OutboxStatus.UNREACHABLE,
            "blocked",
            now,
            None,
        )


async def test_settle_of_what_is_not_being_sent_is_refused(database: Database, now: datetime) -> None:
    [row_id] = await add(database, now, text("a"))
    with pytest.raises(LeaseLost):
        async with database.transaction() as session:
            await outbox.settle(session, row_id, OutboxStatus.SENT, now)


async def test_move_chat_takes_along_what_is_not_sent(database: Database, now: datetime) -> None:
    one, two = await add(database, now, text("a", -5), text("b", -5))
    async with database.transaction() as session:
        await outbox.start(session, [one])
        await outbox.settle(session, one, OutboxStatus.SENT, now)
        await outbox.move_chat(session, Address(-5), Address(-100_5), now)
    assert await first(database, now, -5) is None
    found = await first(database, now, -100_5)
    assert found is not None
    assert (found.id, found.outgoing.address) == (two, Address(-100_5))
    async with database.transaction() as session:
        due = await lanes.lease(session, Flow.OUT, "w", now, MINUTE, 9)
    assert {each.key for each in due} == {Address(-5), Address(-100_5)}


async def test_release_of_nothing_does_nothing(database: Database) -> None:
    async with database.transaction() as session:
        await outbox.release(session, [])
    async with database.reading() as session:
        assert list(await session.scalars(select(Lane))) == []


async def test_long_text_becomes_rows_and_the_last_has_the_rest(database: Database, now: datetime) -> None:
    buttons = ((Button("好", "x"),),)
    [last] = await add(database, now, text("句。" * 3000, buttons=buttons, topic=31))
    async with database.reading() as session:
        rows = list(await session.scalars(select(OutboxItem).order_by(OutboxItem.id)))
    assert [len(row.payload["text"]) for row in rows] == [4096, 1904]
    assert [row.payload["buttons"] for row in rows] == [[], [[["好", "x"]]]]
    assert [row.payload["message_thread_id"] for row in rows] == [31, 31]
    assert rows[-1].id == last


async def test_long_edit_stays_one_row(database: Database, now: datetime) -> None:
    await add(database, now, Outgoing(Address(5), OutboxAction.EDIT, "a " * 3000, target=1))
    assert len(await statuses(database)) == 1


async def test_what_is_gathered_is_written_with_one_statement_in_order(
    database: Database, now: datetime
) -> None:
    statements: list[str] = []
    event.listen(
        database.engine.sync_engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: statements.append(statement),
    )
    async with database.transaction() as session:
        outbox.begin_to_gather(session)
        for words in "abc":
            await outbox.gather(session, text(words), now)
        assert outbox.has_gathered(session)
        await outbox.write_gathered(session)
        assert not outbox.has_gathered(session)
    assert sum("INSERT INTO outbox" in each for each in statements) == 1
    async with database.reading() as session:
        payloads = await session.scalars(select(OutboxItem.payload).order_by(OutboxItem.id))
        assert [payload["text"] for payload in payloads] == ["a", "b", "c"]


async def test_what_needs_a_number_comes_behind_what_is_gathered(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        outbox.begin_to_gather(session)
        await outbox.gather(session, text("first"), now)
        assert await outbox.add(session, text("second"), now) == 2
    sendable = await first(database, now)
    assert sendable is not None
    assert sendable.outgoing.text == "first"


async def test_first_rows_are_looked_up_by_their_numbers(database: Database, now: datetime) -> None:
    # A backlog of which the statistics do not know yet must not be read as a whole. It has some pages: all
    # plans of a table with one row cost the same.
    await add(database, now, *(text(f"{number}") for number in range(500)))
    async with plans(database) as found:
        await first(database, now)
    plan = found[0]
    if database.is_sqlite:
        assert "SEARCH outbox USING INTEGER PRIMARY KEY" in plan
    else:
        assert ("pk_outbox" in plan, "Nested Loop" in plan, "Join" in plan) == (True, False, False), plan


async def test_rows_are_written_as_being_sent(database: Database, now: datetime) -> None:
    rows = [NewRow(text(words), now, now) for words in "ab"]
    async with database.transaction() as session:
        assert await outbox.write(session, rows, begun=[0]) == [1, 2]
    assert await statuses(database) == [OutboxStatus.SENDING, OutboxStatus.PENDING]
    sendable = await first(database, now)
    assert sendable is not None
    assert (sendable.id, sendable.attempts) == (1, 1)
