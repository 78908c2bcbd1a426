"""The case of the message that a customer replies to is found, and cases of others are not."""

from collections.abc import Callable

from sqlalchemy import select, update

from actions.turn.incoming import Ties
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import Case, CaseEvent, CaseStep
from store.models.conversations import Direction, Message
from tests.actions.conftest import Customer, sure, texts


async def sent_as(database: Database, number: int) -> None:
    """Give the bot's messages the number of the channel, as sending does."""
    async with database.transaction() as session:
        await session.execute(
            update(Message).where(Message.direction == Direction.OUT).values(telegram_message_id=number)
        )


async def test_reply_to_a_message_about_a_case_is_added_to_it(customer: Customer, database: Database) -> None:
    await customer.write("蛋糕上的名字写错了", sure(Intent.COMPLAINT))
    await sent_as(database, 900)
    (said,) = texts(await customer.write("收件人姓顾", sure(Intent.PRAISE), ties=Ties(reply_to=900)))
    async with database.reading() as session:
        steps = list(await session.scalars(select(CaseEvent.step).order_by(CaseEvent.id)))
    assert "HF-000001" in said
    assert steps == [CaseStep.OPENED, CaseStep.MESSAGE]


async def test_number_of_another_customer_points_to_nothing(
    customers: Callable[..., Customer], database: Database
) -> None:
    await customers(7).write("蛋糕上的名字写错了", sure(Intent.COMPLAINT))
    (said,) = texts(await customers(8).write("HF-000001 怎么样了", sure(Intent.FOLLOW_UP)))
    async with database.reading() as session:
        chased = list(await session.scalars(select(Case.chased_at)))
    assert "没有查到 HF-000001" in said
    assert chased == [None]
