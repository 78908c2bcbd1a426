"""A text is understood together with what was said before."""

from datetime import timedelta

from actions.matters.context import TalkContext, read_context
from nlu.contract.labels import Intent
from nlu.contract.talk_state import LastWords, TalkState
from store.engine.database import Database
from tests.actions.conftest import ACCOUNT, Customer, sure, unsure


async def context(database: Database, customer: Customer) -> TalkContext:
    async with database.reading() as session:
        return await read_context(session, ACCOUNT, customer.now, timedelta(days=30))


async def test_stranger_has_no_context(customer: Customer, database: Database) -> None:
    assert await context(database, customer) == TalkContext()


async def test_fragments_are_read_together_with_what_follows(customer: Customer, database: Database) -> None:
    await customer.write("我的快递", unsure(Intent.INQUIRY))
    found = await context(database, customer)
    assert found.state == TalkState(LastWords.OPEN_QUESTION)
    assert (found.with_unclear("三天没动"), TalkContext().with_unclear("x")) == ("我的快递, 三天没动", None)


async def test_open_matter_and_the_question_are_told(customer: Customer, database: Database) -> None:
    await customer.write("快递丢了", sure(Intent.COMPLAINT))
    await customer.write("不投诉了", sure(Intent.WITHDRAW))
    found = await context(database, customer)
    assert found == TalkContext(TalkState(LastWords.YES_NO_QUESTION, matter_open=True))
