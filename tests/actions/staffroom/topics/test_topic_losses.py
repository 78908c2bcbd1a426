"""Messages to a topic that did not arrive."""

from datetime import datetime

import pytest
from sqlalchemy import select

from actions.staffroom.room.room_codes import issue_code
from actions.staffroom.room.room_tying import tie_room
from actions.staffroom.topics.topic_losses import note_loss
from actions.turn.send_outcomes import Refused, SendError, TopicGone, Unreachable
from bot.worker.sending.send_ends import EndedSend, settle
from store.engine.database import Database
from store.models.address import Address
from store.models.conversations import Note
from store.models.queues import Flow, OutboxAction, OutboxItem, OutboxStatus
from store.models.staff_rooms import CodePurpose, CustomerTopic, RelayedMessage, StaffRoom, TopicState
from store.queues import outbox
from store.queues.lane_book import Lease
from store.queues.outbox import Sendable
from store.queues.outgoing import Outgoing
from tests.records import Records

GROUP = Address(-7)


@pytest.mark.parametrize(
    ("error", "state", "thread"),
    [
        (TopicGone("topic gone"), TopicState.WANTED, None),
        (TopicGone("topic closed"), TopicState.CLOSED, 9),
        (Unreachable("kicked"), TopicState.OPEN, 9),
    ],
)
async def test_topic_lacks_again_what_it_did_not_get_and_what_waits(
    database: Database, now: datetime, error: SendError, state: TopicState, thread: int | None
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        ann, customer = (await records.staff("Ann")).id, await records.customer()
        talk = await records.conversation(customer)
        messages = [(await records.heard(talk)).id for _ in range(3)]
        room = await tie_room(session, GROUP, await issue_code(session, CodePurpose.ROOM, ann, now), now)
        room.checked_at = now
        topic = CustomerTopic(
            room_id=room.id, customer_id=customer.id, state=TopicState.OPEN, thread=9, rank=1, due_at=now
        )
        session.add(topic)
        await session.flush()
        rows = [
            await outbox.add(session, Outgoing(GROUP, OutboxAction.SEND, "x", topic=9), now) for _ in "ab"
        ]
        await outbox.add(session, Outgoing(GROUP, OutboxAction.SEND, "other topic", topic=8), now)
        for number, row in zip(messages[1:], rows, strict=True):
            session.add(RelayedMessage(topic_id=topic.id, message_id=number, outbox_id=row, at=now))
        await session.flush()
        failed = (await outbox.next_due(session, [GROUP], now))[GROUP]
        await outbox.start(session, [failed.id])
        assert await note_loss(session, failed, error, now) is True
        assert (topic.state, topic.thread, topic.behind_from) == (state, thread, messages[1])
        assert list(await session.scalars(select(RelayedMessage.id))) == []
        left = {row.payload["text"] for row in await session.scalars(select(OutboxItem))}
        assert left == {"x", "other topic"}
        looked_at = (await session.get_one(StaffRoom, room.id)).checked_at
        assert (looked_at is None) is isinstance(error, Unreachable)


@pytest.mark.parametrize(
    ("error", "left"),
    [
        (TopicGone("topic closed"), ["notice"]),
        (TopicGone("topic gone"), []),
        (Unreachable("off"), ["notice"]),
    ],
)
async def test_topic_lacks_its_notes_again_and_notices_wait_for_it(
    database: Database, now: datetime, error: SendError, left: list[str]
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        ann, customer = (await records.staff("Ann")).id, await records.customer()
        talk = await records.conversation(customer)
        note = Note(conversation_id=talk.id, staff_id=ann, text="calls back", at=now)
        room = await tie_room(session, GROUP, await issue_code(session, CodePurpose.ROOM, ann, now), now)
        topic = CustomerTopic(
            room_id=room.id, customer_id=customer.id, state=TopicState.OPEN, thread=9, rank=1, due_at=now
        )
        session.add_all([topic, note])
        await session.flush()
        first, second = [
            await outbox.add(session, Outgoing(GROUP, OutboxAction.SEND, text, topic=9), now)
            for text in ("note", "notice")
        ]
        session.add(RelayedMessage(topic_id=topic.id, note_id=note.id, outbox_id=first, at=now))
        await session.flush()
        failed = (await outbox.next_due(session, [GROUP], now))[GROUP]
        await outbox.start(session, [failed.id])
        await settle(session, EndedSend(Lease(Flow.OUT, GROUP, "test"), failed, error), now)
        rows = await session.scalars(select(OutboxItem).where(OutboxItem.status == OutboxStatus.PENDING))
        assert ([row.payload["text"] for row in rows], topic.notes_from) == (left, note.id)
        assert second > first


@pytest.mark.parametrize(
    ("error", "status"),
    [(TopicGone("topic closed"), OutboxStatus.PENDING), (TopicGone("topic gone"), OutboxStatus.FAILED)],
)
async def test_notice_that_was_being_sent_waits_for_a_closed_topic(
    database: Database, now: datetime, error: SendError, status: OutboxStatus
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        ann, customer = (await records.staff("Ann")).id, await records.customer()
        room = await tie_room(session, GROUP, await issue_code(session, CodePurpose.ROOM, ann, now), now)
        session.add(
            CustomerTopic(
                room_id=room.id, customer_id=customer.id, state=TopicState.OPEN, thread=9, rank=1, due_at=now
            )
        )
        await session.flush()
        row = await outbox.add(session, Outgoing(GROUP, OutboxAction.SEND, "notice", topic=9), now)
        failed = (await outbox.next_due(session, [GROUP], now))[GROUP]
        await outbox.start(session, [failed.id])
        await settle(session, EndedSend(Lease(Flow.OUT, GROUP, "test"), failed, error), now)
        assert (await session.get_one(OutboxItem, row, populate_existing=True)).status is status


async def test_rows_of_other_chats_are_left_alone(database: Database, now: datetime) -> None:
    private = Outgoing(Address(5), OutboxAction.SEND, "x", topic=3)
    async with database.transaction() as session:
        row_id = await outbox.add(session, private, now)
        row: Sendable = (await outbox.next_due(session, [Address(5)], now))[Address(5)]
        assert row.id == row_id
        assert await note_loss(session, row, TopicGone("topic gone"), now) is False
        assert await note_loss(session, row, Refused("odd"), now) is False
