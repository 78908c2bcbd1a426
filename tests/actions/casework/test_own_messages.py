"""A member of staff changes and takes back what they wrote, within Telegram's limits."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, event, select, update

from actions.casework.handover import reply
from actions.casework.own_messages import CHANGEABLE, delete_own, edit_own
from actions.casework.refusals import NotYourMessage, TooLateToChange
from store.models.conversations import Message, MessageKind, Revision
from store.models.queues import OutboxAction, OutboxItem, OutboxStatus
from store.queries.cases.waiting_customers import is_answered
from store.queries.conversations.transcript_lines import read_lines
from store.queries.not_found import NotFound
from store.queues import outbox
from store.queues.message_split import LONGEST, LONGEST_CAPTION
from tests.actions.casework.conftest import Desk, taken_over

ARRIVED = 77  # Telegram's number of a message
CAPTION = "👍" * (LONGEST_CAPTION // 2)


async def written(desk: Desk, text: str = "We look at it tomorow.") -> tuple[int, int]:
    """A conversation, and the message that Lee has written there."""
    talk = await taken_over(desk)
    async with desk.database.transaction() as session:
        message = await reply(session, talk, text, desk.lee, desk.customer.now, desk.house)
    return talk, message.id


async def arrives(desk: Desk, message: int, number: int | None = ARRIVED) -> None:
    async with desk.database.transaction() as session:
        rows = update(OutboxItem).where(OutboxItem.message_id == message)
        await session.execute(rows.values(status=OutboxStatus.SENT, attempts=1))
        named = update(Message).where(Message.id == message)
        await session.execute(named.values(telegram_message_id=number))


async def edit(desk: Desk, talk: int, message: int, by: int, *, after: timedelta = timedelta()) -> None:
    async with desk.database.transaction() as session:
        await edit_own(session, talk, message, "We look at it tomorrow.", by, desk.customer.now + after)


async def delete(desk: Desk, talk: int, message: int, by: int, *, after: timedelta = timedelta()) -> None:
    async with desk.database.transaction() as session:
        await delete_own(session, talk, message, by, desk.customer.now + after)


async def queued(desk: Desk, message: int) -> list[tuple[OutboxAction, str, int | None]]:
    """What is sent because of the message."""
    async with desk.database.reading() as session:
        rows = await session.scalars(select(OutboxItem).order_by(OutboxItem.id))
        return [
            (row.action, row.payload["text"], row.payload["target"])
            for row in rows
            if row.message_id == message or row.payload["target"] == ARRIVED
        ]


async def kept(desk: Desk, message: int) -> tuple[str | None, bool, list[str]]:
    async with desk.database.reading() as session:
        row = await session.get_one(Message, message)
        earlier = await session.scalars(select(Revision.text).where(Revision.message_id == message))
        return row.text, row.deleted_at is not None, list(earlier)


async def test_message_that_has_arrived_is_edited_there(desk: Desk) -> None:
    talk, message = await written(desk)
    await arrives(desk, message)
    await edit(desk, talk, message, desk.lee, after=CHANGEABLE - timedelta(seconds=1))
    await edit(desk, talk, message, desk.lee)
    assert await queued(desk, message) == [
        (OutboxAction.SEND, "We look at it tomorow.", None),
        (OutboxAction.EDIT, "We look at it tomorrow.", ARRIVED),
    ]
    assert await kept(desk, message) == ("We look at it tomorrow.", False, ["We look at it tomorow."])
    assert (await desk.audited()).count("message.edited") == 1


@pytest.mark.parametrize(
    ("kind", "actions"),
    [
        (MessageKind.PHOTO, [OutboxAction.SEND, OutboxAction.EDIT_CAPTION]),
        (MessageKind.LOCATION, [OutboxAction.SEND]),
    ],
)
async def test_file_gets_another_caption_and_a_place_none(
    desk: Desk, kind: MessageKind, actions: list[OutboxAction]
) -> None:
    talk, message = await written(desk)
    await arrives(desk, message)
    async with desk.database.transaction() as session:
        await session.execute(update(Message).where(Message.id == message).values(kind=kind))
    with pytest.raises(TooLateToChange) if kind is MessageKind.LOCATION else nullcontext():
        await edit(desk, talk, message, desk.lee)
    assert [action for action, _, _ in await queued(desk, message)] == actions


@pytest.mark.parametrize(("longer", "texts"), [(0, [CAPTION]), (1, [])])
async def test_caption_is_no_longer_than_telegram_takes(desk: Desk, longer: int, texts: list[str]) -> None:
    talk, message = await written(desk)
    await arrives(desk, message)
    async with desk.database.transaction() as session:
        await session.execute(update(Message).where(Message.id == message).values(kind=MessageKind.PHOTO))
    with pytest.raises(TooLateToChange) if longer else nullcontext():
        async with desk.database.transaction() as session:
            await edit_own(session, talk, message, CAPTION + "!" * longer, desk.lee, desk.customer.now)
    assert [text for _, text, _ in (await queued(desk, message))[1:]] == texts


async def test_message_is_deleted_there_while_its_edit_waits(desk: Desk) -> None:
    talk, message = await written(desk)
    await arrives(desk, message)
    await edit(desk, talk, message, desk.lee)
    async with desk.database.reading() as session:
        (*_, line) = (await read_lines(session, talk, size=9)).lines
    assert (line.id, line.sent) == (message, OutboxStatus.SENT)
    await delete(desk, talk, message, desk.lee)
    assert await queued(desk, message) == [
        (OutboxAction.SEND, "We look at it tomorow.", None),
        (OutboxAction.EDIT, "We look at it tomorrow.", ARRIVED),
        (OutboxAction.DELETE, "", ARRIVED),
    ]


async def test_reply_of_several_messages_is_left_alone(desk: Desk) -> None:
    talk, message = await written(desk, "👍" * (LONGEST // 2 + 1))
    for change in (edit, delete):
        with pytest.raises(TooLateToChange):
            await change(desk, talk, message, desk.lee)


async def test_message_that_waits_is_changed_before_it_is_sent(desk: Desk) -> None:
    talk, message = await written(desk)
    await edit(desk, talk, message, desk.lee)
    assert await queued(desk, message) == [(OutboxAction.SEND, "We look at it tomorrow.", None)]
    await delete(desk, talk, message, desk.lee)
    assert await queued(desk, message) == []


async def test_message_that_is_being_sent_is_changed_when_it_has_arrived(desk: Desk) -> None:
    talk, message = await written(desk)
    async with desk.database.transaction() as session:
        row = await session.scalar(select(OutboxItem.id).where(OutboxItem.message_id == message))
        assert row is not None
        await outbox.start(session, [row])
    await edit(desk, talk, message, desk.lee)
    await delete(desk, talk, message, desk.lee)
    assert await kept(desk, message) == ("We look at it tomorrow.", True, ["We look at it tomorow."])
    async with desk.database.transaction() as session:
        await outbox.settle(session, row, OutboxStatus.SENT, desk.customer.now, telegram_message_id=ARRIVED)
        await session.execute(update(Message).values(telegram_message_id=ARRIVED))
        sent = list[tuple[OutboxAction, str, int | None]]()
        while due := await outbox.next_due(session, [desk.customer.account], desk.customer.now):
            (sendable,) = due.values()
            sent.append((sendable.outgoing.action, sendable.outgoing.text, sendable.outgoing.target))
            await outbox.start(session, [sendable.id])
            await outbox.settle(session, sendable.id, OutboxStatus.SENT, desk.customer.now)
    assert sent[-2:] == [
        (OutboxAction.EDIT, "We look at it tomorrow.", ARRIVED),
        (OutboxAction.DELETE, "", ARRIVED),
    ]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one writer at a time
async def test_send_that_is_recorded_while_the_message_is_edited_is_in_time(desk: Desk) -> None:
    talk, message = await written(desk)
    async with desk.database.transaction() as session:
        row = await session.scalar(select(OutboxItem.id).where(OutboxItem.message_id == message))
        assert row is not None
        await outbox.start(session, [row])
    other = create_engine(desk.database.engine.url)

    def record(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith("SELECT outbox.chat_id"):
            with other.begin() as connection:
                rows = update(OutboxItem).where(OutboxItem.id == row)
                connection.execute(rows.values(status=OutboxStatus.SENT))
                named = update(Message).where(Message.id == message)
                connection.execute(named.values(telegram_message_id=ARRIVED, address=desk.customer.account))

    event.listen(desk.database.engine.sync_engine, "before_cursor_execute", record)
    await edit(desk, talk, message, desk.lee)
    other.dispose()
    assert (await queued(desk, message))[-1] == (OutboxAction.EDIT, "We look at it tomorrow.", ARRIVED)


async def test_message_taken_back_is_no_answer(desk: Desk) -> None:
    talk, message = await written(desk)
    await arrives(desk, message)
    case = await desk.case()
    async with desk.database.reading() as session:
        assert await is_answered(session, case.customer_id, case.opened_at)
    await delete(desk, talk, message, desk.lee)
    assert (await queued(desk, message))[-1] == (OutboxAction.DELETE, "", ARRIVED)
    assert await kept(desk, message) == ("We look at it tomorow.", True, [])
    async with desk.database.reading() as session:
        assert not await is_answered(session, case.customer_id, case.opened_at)
    with pytest.raises(TooLateToChange):
        await edit(desk, talk, message, desk.lee)


async def test_messages_of_others_are_left_alone(desk: Desk) -> None:
    talk, message = await written(desk)
    for change in (edit, delete):
        with pytest.raises(NotYourMessage):
            await change(desk, talk, message, desk.kim)
        with pytest.raises(NotYourMessage):
            await change(desk, talk, 1, desk.lee)
        with pytest.raises(NotFound):
            await change(desk, talk + 1, message, desk.lee)


async def test_what_is_old_or_may_not_have_arrived_is_left_alone(desk: Desk) -> None:
    talk, message = await written(desk)
    await arrives(desk, message, number=None)
    for change in (edit, delete):
        with pytest.raises(TooLateToChange):
            await change(desk, talk, message, desk.lee)
    await arrives(desk, message)
    for change in (edit, delete):
        with pytest.raises(TooLateToChange):
            await change(desk, talk, message, desk.lee, after=CHANGEABLE)
