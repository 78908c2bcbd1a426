"""Messages to a topic that did not arrive."""

from datetime import datetime

import pytest
from sqlalchemy import select

from actions.staffroom.room.room_codes import issue_code
from actions.staffroom.room.room_tying import tie_room
from actions.staffroom.topics.topic_losses import note_loss
from actions.turn.send_outcomes import Refused, SendError, TopicGone, Unreachable
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import OutboxAction, OutboxItem
from store.models.staff_rooms import CodePurpose, CustomerTopic, RelayedMessage, StaffRoom, TopicState
from store.queues import outbox
from store.queues.outbox import Outgoing, Sendable
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


async def test_rows_of_other_chats_are_left_alone(database: Database, now: datetime) -> None:
    private = Outgoing(Address(5), OutboxAction.SEND, "x", topic=3)
    async with database.transaction() as session:
        row_id = await outbox.add(session, private, now)
        row: Sendable = (await outbox.next_due(session, [Address(5)], now))[Address(5)]
        assert row.id == row_id
        assert await note_loss(session, row, TopicGone("topic gone"), now) is False
        assert await note_loss(session, row, Refused("odd"), now) is False
