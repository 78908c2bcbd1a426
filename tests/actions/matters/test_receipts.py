"""What a receipt says of the further lines of a burst."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.conversations import Direction, Message
from store.queues.outbox import OUTBOX
from tests.actions.conftest import Customer, sure


async def said(database: Database) -> list[str | None]:
    """What the bot has said by the transcript, which is what waits to be sent."""
    async with database.reading() as session:
        written = select(Message.text).where(Message.direction == Direction.OUT).order_by(Message.id)
        sends = select(OUTBOX.c.payload).where(OUTBOX.c.action == "send")
        waiting = await session.scalars(sends.order_by(OUTBOX.c.id))
        texts = list(await session.scalars(written))
        assert [payload["text"] for payload in waiting] == texts
        return texts


async def test_receipt_of_a_complaint_says_that_a_question_is_added(
    customer: Customer, database: Database, house: House
) -> None:
    customer.pace = timedelta(seconds=1)
    await customer.write("沙发是破的", sure(Intent.COMPLAINT))
    [receipt] = await said(database)
    sent = await customer.write("什么时候能换", sure(Intent.INQUIRY))
    await customer.write("要不要我付运费", sure(Intent.INQUIRY))
    assert [each.action for each in sent if each.action == "react"] == ["react"]
    assert await said(database) == [f"{receipt}\n\n{house.replies.text(Language.ZH, Reply.QUESTION_ADDED)}"]


async def test_receipt_that_has_arrived_is_edited(
    customer: Customer, database: Database, house: House
) -> None:
    customer.pace = timedelta(seconds=1)
    await customer.write("沙发是破的", sure(Intent.COMPLAINT))
    async with database.transaction() as session:
        await session.execute(OUTBOX.update().values(status="sent"))
        receipt = await session.scalar(select(Message).where(Message.direction == Direction.OUT))
        assert receipt is not None
        receipt.telegram_message_id = 700
    sent = await customer.write("什么时候能换", sure(Intent.INQUIRY))
    added = house.replies.text(Language.ZH, Reply.QUESTION_ADDED)
    assert [each.text.endswith(added) for each in sent if each.action == "edit"] == [True]


async def test_number_that_is_read_as_a_question_leaves_the_receipt(
    customer: Customer, database: Database, house: House
) -> None:
    customer.pace = timedelta(seconds=1)
    for text, intent in (("沙发是破的", Intent.COMPLAINT), ("订单号20260012345", Intent.INQUIRY)):
        await customer.write(text, sure(intent))
    await customer.write("13812345678", sure(Intent.INQUIRY))
    added = house.replies.text(Language.ZH, Reply.QUESTION_ADDED)
    assert [text for text in await said(database) if text and added in text] == []


@pytest.mark.parametrize("intent", [Intent.COMPLAINT, None])
async def test_further_words_of_a_complaint_leave_its_receipt(
    customer: Customer, database: Database, intent: Intent | None
) -> None:
    customer.pace = timedelta(seconds=1)
    await customer.write("沙发是破的", sure(Intent.COMPLAINT))
    before = await said(database)
    await customer.write("腿也断了", sure(intent or Intent.FOLLOW_UP))
    assert await said(database) == before
