"""What a customer was answered last."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from store.models.address import Address
from store.models.answers import AnswerShowing
from store.models.conversations import Conversation
from store.queries.answers.last_answered import LATELY, last_answered
from tests.actions.answers.showing.conftest import Asker, asker  # noqa: F401 - the fixture
from tests.actions.conftest import ACCOUNT, Customer, customer  # noqa: F401 - the fixture


async def found(asker: Asker, now: datetime, account: Address = ACCOUNT) -> int | None:  # noqa: F811
    async with asker.customer.database.reading() as session:
        return await last_answered(session, account, now)


async def test_last_answer_of_the_last_hour_is_returned(asker: Asker) -> None:  # noqa: F811
    assert await found(asker, asker.customer.now) is None
    await asker.ask("能停车吗", "parking")
    await asker.ask("怎么退货", "returns")
    now = asker.customer.now
    assert await found(asker, now) == asker.entries["returns"].id
    assert await found(asker, now, Address(7)) is None
    assert await found(asker, now + LATELY + timedelta(hours=1)) is None


async def test_answer_that_a_talk_has_forgotten_is_none(asker: Asker) -> None:  # noqa: F811
    await asker.ask("怎么退货", "returns")
    async with asker.customer.database.transaction() as session:
        await session.execute(update(Conversation).values(answered_id=None))
        assert await session.scalar(select(AnswerShowing.id)) is not None
    assert await found(asker, asker.customer.now) is None
