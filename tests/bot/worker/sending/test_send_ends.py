"""What follows from how a send ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from actions.turn.send_outcomes import (
    ChatMoved,
    NotDelivered,
    NothingToDo,
    OutcomeUnknown,
    Refused,
    SendError,
    SendLater,
    TopicGone,
    Unreachable,
)
from bot.worker.sending import send_ends
from bot.worker.sending.send_ends import REFUSED, UNKNOWN, EndedSend, leave_unknown, settle
from nlu.contract.labels import Language
from store.engine.database import Database
from store.engine.database_errors import LeaseLost
from store.models.address import Address
from store.models.conversations import Conversation, Direction, Message, MessageKind
from store.models.customers import Customer
from store.models.queues import Flow, OutboxAction, OutboxItem, OutboxStatus
from store.models.surveys import Invitation, InvitationStatus
from store.queues import outbox
from store.queues.lane_book import Lease
from store.queues.outbox import Sendable
from store.queues.outgoing import Document, Outgoing
from tests.bot.worker.conftest import alarms, queue

CHAT = Address(2**40)
ELSEWHERE = Address(2**40 + 1)
LEASE = Lease(Flow.OUT, CHAT, "a")


@dataclass(frozen=True, slots=True)
class People:
    """A customer with a message and an invitation to a survey."""

    customer_id: int
    message_id: int
    invitation_id: int


@pytest.fixture
async def people(database: Database, now: datetime) -> People:
    async with database.transaction() as session:
        customer = Customer(account=CHAT, address=CHAT, created_at=now)
        session.add(customer)
        await session.flush()
        conversation = Conversation(customer_id=customer.id, started_at=now, last_message_at=now)
        session.add(conversation)
        await session.flush()
        message = Message(
            conversation_id=conversation.id,
            direction=Direction.OUT,
            kind=MessageKind.TEXT,
            text="How was it?",
            address=CHAT,
            created_at=now,
        )
        invitation = Invitation(
            customer_id=customer.id,
            survey_key="post_service",
            status=InvitationStatus.SENT,
            language=Language.EN,
            sent_at=now,
            due_at=now + timedelta(hours=48),
            created_at=now,
        )
        session.add_all([message, invitation])
        await session.flush()
        return People(customer.id, message.id, invitation.id)


async def begin(database: Database, now: datetime, outgoing: Outgoing) -> Sendable:
    """Queue something and mark it as being sent."""
    [row_id] = await queue(database, now, outgoing)
    async with database.transaction() as session:
        row = (await outbox.next_due(session, [outgoing.address], now))[outgoing.address]
        await outbox.start(session, [row_id])
    return row


async def end(database: Database, now: datetime, row: Sendable, outcome: int | SendError | None) -> None:
    async with database.transaction() as session:
        await settle(session, EndedSend(LEASE, row, outcome), now)


EXPORT = Outgoing(
    CHAT, OutboxAction.DOCUMENT, "Your data", document=Document("data.json", '{"name": "王小明"}')
)
OVER: list[int | SendError] = [
    7,
    NothingToDo("done"),
    Refused("no"),
    OutcomeUnknown("?"),
    Unreachable("gone"),
]


async def payload(database: Database) -> dict[str, Any]:
    async with database.reading() as session:
        return dict((await session.scalars(select(OutboxItem.payload))).one())


@pytest.mark.parametrize("outcome", OVER)
async def test_what_is_settled_keeps_no_file(
    database: Database, now: datetime, outcome: int | SendError
) -> None:
    row = await begin(database, now, EXPORT)
    before = await payload(database)
    await end(database, now, row, outcome)
    assert before.pop("document") == {"name": "data.json", "content": '{"name": "王小明"}'}
    assert await payload(database) == before


async def test_files_that_were_sent_together_are_not_kept(database: Database, now: datetime) -> None:
    row = await begin(database, now, EXPORT)
    async with database.transaction() as session:
        await send_ends.settle_sent(session, [EndedSend(LEASE, row, 7)], now)
    assert "document" not in await payload(database)


@pytest.mark.parametrize("outcome", [SendLater(3.0), NotDelivered("ConnectError"), ChatMoved(ELSEWHERE)])
async def test_file_that_is_sent_later_is_kept(database: Database, now: datetime, outcome: SendError) -> None:
    row = await begin(database, now, EXPORT)
    await end(database, now, row, outcome)
    assert "document" in await payload(database)


async def stored(database: Database, row: Sendable) -> OutboxItem:
    async with database.reading() as session:
        return await session.get_one(OutboxItem, row.id)


def question(people: People) -> Outgoing:
    return Outgoing(
        CHAT,
        OutboxAction.SEND,
        "How was it?",
        message_id=people.message_id,
        invitation_id=people.invitation_id,
    )


async def test_sent_message_is_known_by_its_number(database: Database, now: datetime, people: People) -> None:
    row = await begin(database, now, question(people))
    await end(database, now, row, 2**40)
    item = await stored(database, row)
    assert (item.status, item.telegram_message_id, item.sent_at) == (OutboxStatus.SENT, 2**40, now)
    async with database.reading() as session:
        message = await session.get_one(Message, people.message_id)
        invitation = await session.get_one(Invitation, people.invitation_id)
    assert (message.address, message.telegram_message_id) == (CHAT, 2**40)
    assert invitation.delivered_at == now


@pytest.mark.parametrize("action", [OutboxAction.EDIT, OutboxAction.DELETE])
async def test_change_of_a_message_leaves_its_number_at_telegram(
    database: Database, now: datetime, people: People, action: OutboxAction
) -> None:
    await end(database, now, await begin(database, now, question(people)), 77)
    changes = Outgoing(CHAT, action, "x", target=77, message_id=people.message_id)
    await end(database, now, await begin(database, now, changes), None)
    async with database.reading() as session:
        assert (await session.get_one(Message, people.message_id)).telegram_message_id == 77


async def test_nothing_to_do_counts_as_sent(database: Database, now: datetime) -> None:
    row = await begin(database, now, Outgoing(CHAT, OutboxAction.EDIT, "x", target=1))
    await end(database, now, row, NothingToDo("not modified"))
    item = await stored(database, row)
    assert (item.status, item.error) == (OutboxStatus.SENT, "not modified")


@pytest.mark.parametrize(
    ("outcome", "pause"),
    [(SendLater(5), 5), (NotDelivered("ConnectError"), 1), (ChatMoved(CHAT), 0)],
)
async def test_what_did_not_arrive_is_sent_again(
    database: Database, now: datetime, outcome: SendError, pause: int
) -> None:
    row = await begin(database, now, Outgoing(CHAT, OutboxAction.SEND, "x"))
    await end(database, now, row, outcome)
    item = await stored(database, row)
    assert (item.status, item.attempts, item.error) == (OutboxStatus.PENDING, 1, outcome.reason)
    assert item.due_at == now + timedelta(seconds=pause)


async def test_pauses_grow_with_the_attempts(database: Database, now: datetime) -> None:
    row = await begin(database, now, Outgoing(CHAT, OutboxAction.SEND, "x"))
    later = Sendable(row.id, row.status, 4, row.outgoing)
    await end(database, now, later, NotDelivered("ConnectError"))
    assert (await stored(database, row)).due_at == now + timedelta(seconds=16)


async def test_unknown_outcome_is_shown_and_not_sent_again(
    database: Database, now: datetime, people: People
) -> None:
    row = await begin(database, now, question(people))
    await end(database, now, row, OutcomeUnknown("ReadTimeout"))
    item = await stored(database, row)
    assert (item.status, item.error) == (OutboxStatus.UNKNOWN, "ReadTimeout")
    assert await alarms(database) == [(UNKNOWN, f"outbox:{row.id}")]


@pytest.mark.parametrize(
    "action", [OutboxAction.EDIT, OutboxAction.DELETE, OutboxAction.ANSWER_TAP, OutboxAction.DELETE_TOPIC]
)
async def test_what_may_be_done_twice_is_done_again_a_few_times(
    database: Database, now: datetime, action: OutboxAction
) -> None:
    row = await begin(database, now, Outgoing(CHAT, action, "x", target=1, tap="1"))
    await end(database, now, row, OutcomeUnknown("ReadTimeout"))
    assert (await stored(database, row)).status is OutboxStatus.PENDING
    async with database.transaction() as session:
        await outbox.start(session, [row.id])
        await leave_unknown(session, Sendable(row.id, row.status, 3, row.outgoing), now, "ReadTimeout")
    assert (await stored(database, row)).status is OutboxStatus.UNKNOWN


async def test_customer_out_of_reach_is_marked(database: Database, now: datetime, people: People) -> None:
    row = await begin(database, now, question(people))
    await end(database, now, row, Unreachable("blocked"))
    item = await stored(database, row)
    assert (item.status, item.error) == (OutboxStatus.UNREACHABLE, "blocked")
    async with database.reading() as session:
        customer = await session.get_one(Customer, people.customer_id)
        invitation = await session.get_one(Invitation, people.invitation_id)
    assert customer.unreachable_at == now
    assert (invitation.status, invitation.due_at) == (InvitationStatus.UNDELIVERABLE, None)
    assert await alarms(database) == []


async def test_refused_message_is_shown_as_our_mistake(database: Database, now: datetime) -> None:
    row = await begin(database, now, Outgoing(CHAT, OutboxAction.SEND, "x"))
    await end(database, now, row, Refused("Message is too long"))
    item = await stored(database, row)
    assert (item.status, item.error) == (OutboxStatus.FAILED, "Message is too long")
    assert await alarms(database) == [(REFUSED, f"outbox:{row.id}")]


async def test_moved_chat_gets_all_that_was_not_sent(
    database: Database, now: datetime, people: People
) -> None:
    row = await begin(database, now, question(people))
    await queue(database, now, Outgoing(CHAT, OutboxAction.SEND, "behind"))
    await end(database, now, row, ChatMoved(Address(-100_5)))
    async with database.reading() as session:
        items = list(await session.scalars(select(OutboxItem).order_by(OutboxItem.id)))
        customer = await session.get_one(Customer, people.customer_id)
    assert [(item.address, item.status) for item in items] == [(Address(-100_5), OutboxStatus.PENDING)] * 2
    assert customer.address == Address(-100_5)


async def test_row_that_is_not_being_sent_is_not_settled(database: Database, now: datetime) -> None:
    row = await begin(database, now, Outgoing(CHAT, OutboxAction.SEND, "x"))
    await end(database, now, row, 7)
    with pytest.raises(LeaseLost):
        await end(database, now, row, OutcomeUnknown("ReadTimeout"))
    assert (await stored(database, row)).status is OutboxStatus.SENT


async def test_mistake_in_what_follows_does_not_undo_the_record(database: Database, now: datetime) -> None:
    row = await begin(database, now, Outgoing(CHAT, OutboxAction.SEND, "x"))

    async def fail() -> None:
        raise KeyError("mistake")

    async with database.transaction() as session:
        await outbox.settle(session, row.id, OutboxStatus.SENT, now)
        await send_ends._follow_up(session, row, fail())
    assert (await stored(database, row)).status is OutboxStatus.SENT


async def test_message_to_a_topic_that_is_gone_is_sent_outside_it(database: Database, now: datetime) -> None:
    row = await begin(database, now, Outgoing(CHAT, OutboxAction.SEND, "x", topic=31))
    await end(database, now, row, TopicGone("topic closed"))
    async with database.reading() as session:
        again = (await outbox.next_due(session, [CHAT], now))[CHAT]
    assert (again.status, again.attempts) == (OutboxStatus.PENDING, 1)
    assert again.outgoing == Outgoing(CHAT, OutboxAction.SEND, "x")


async def test_reaction_of_an_unknown_outcome_is_given_again(database: Database, now: datetime) -> None:
    row = await begin(database, now, Outgoing(CHAT, OutboxAction.REACT, "👌", target=7))
    await end(database, now, row, OutcomeUnknown("ReadTimeout"))
    assert (await stored(database, row)).status is OutboxStatus.PENDING
    await end_again(database, now, row)
    assert (await stored(database, row)).status is OutboxStatus.SENT


async def end_again(database: Database, now: datetime, row: Sendable) -> None:
    """Mark a delayed row as being sent once more, and send it."""
    async with database.transaction() as session:
        await outbox.start(session, [row.id])
    await end(database, now, row, None)


@pytest.mark.parametrize(
    "outcome",
    [
        SendLater(3),
        NotDelivered("ConnectError"),
        OutcomeUnknown("ReadTimeout"),
        Refused("odd"),
        TopicGone("x"),
    ],
)
async def test_activity_is_shown_once_or_never(database: Database, now: datetime, outcome: SendError) -> None:
    row = await begin(database, now, Outgoing(CHAT, OutboxAction.SHOW_ACTIVITY, "typing"))
    await end(database, now, row, outcome)
    item = await stored(database, row)
    assert (item.status, item.attempts, item.error) == (OutboxStatus.SENT, 1, outcome.reason)
    assert await alarms(database) == []


async def test_activity_that_was_cut_off_is_no_doubt(database: Database, now: datetime) -> None:
    row = await begin(database, now, Outgoing(CHAT, OutboxAction.SHOW_ACTIVITY, "typing"))
    async with database.transaction() as session:
        await leave_unknown(session, row, now, "cut off")
    assert (await stored(database, row)).status is OutboxStatus.SENT
    assert await alarms(database) == []
