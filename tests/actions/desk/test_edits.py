"""An edited message is a revision; it opens nothing twice."""

from dataclasses import replace

from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from actions.turn.incoming import TextEdited
from nlu.contract.labels import Aspect, Intent, Language
from store.engine.database import Database
from store.models.cases import Case
from store.models.conversations import Direction, Message, Revision
from tests.actions.conftest import Customer, sure, texts, unsure


async def kept(database: Database) -> tuple[list[str | None], list[str], int]:
    async with database.reading() as session:
        wordings = list(await session.scalars(select(Message.text).where(Message.direction == Direction.IN)))
        earlier = list(await session.scalars(select(Revision.text)))
        return wordings, earlier, len(list(await session.scalars(select(Case))))


async def test_edit_is_a_revision_and_no_second_case(
    customer: Customer, database: Database, house: House
) -> None:
    await customer.write("菜是凉得", sure(Intent.COMPLAINT))
    sent = await customer.edit(1, "菜是凉的", sure(Intent.COMPLAINT))
    assert await kept(database) == (["菜是凉的"], ["菜是凉得"], 1)
    assert texts(sent) == [house.replies.text(Language.ZH, Reply.EDITED)]


async def test_edit_that_makes_it_clear_is_acted_on(customer: Customer, database: Database) -> None:
    await customer.write("那个", unsure(Intent.PRAISE))
    await customer.edit(1, "那个菜是凉的", sure(Intent.COMPLAINT))
    assert await kept(database) == (["那个菜是凉的"], ["那个"], 1)


async def test_edit_while_the_nlu_is_away_is_labelled_later(customer: Customer, database: Database) -> None:
    await customer.write("菜是凉得", sure(Intent.COMPLAINT))
    edited = TextEdited(customer.origin, 1, customer.now, "菜很好")
    await customer.understood_later(edited, sure(Intent.PRAISE))
    async with database.reading() as session:
        label = await session.scalar(select(Message.intent).where(Message.direction == Direction.IN))
    assert (label, await kept(database)) == (Intent.PRAISE, (["菜很好"], ["菜是凉得"], 1))


async def test_edit_of_a_message_from_before_our_time_is_a_message(
    customer: Customer, database: Database
) -> None:
    await customer.edit(999, "菜是凉的", sure(Intent.COMPLAINT))
    assert await kept(database) == (["菜是凉的"], [], 1)


async def test_edit_that_becomes_a_complaint_opens_its_case(customer: Customer, database: Database) -> None:
    await customer.write("你好", sure(Intent.GREET))
    (answer,) = texts(await customer.edit(1, "你好，我的包裹丢了，要投诉", sure(Intent.COMPLAINT)))
    assert "HF-000001" in answer
    assert (await kept(database))[2] == 1


async def test_edit_from_before_our_time_is_acted_on_when_it_is_understood(
    customer: Customer, database: Database
) -> None:
    edited = TextEdited(customer.origin, 999, customer.now, "菜是凉的")
    (answer,) = texts(await customer.understood_later(edited, sure(Intent.COMPLAINT)))
    assert "HF-000001" in answer
    assert await kept(database) == (["菜是凉的"], [], 1)


async def test_edit_from_before_our_time_is_answered_as_a_message_when_it_is_understood(
    customer: Customer, house: House
) -> None:
    edited = TextEdited(customer.origin, 999, customer.now, "你好")
    answers = texts(await customer.understood_later(edited, sure(Intent.GREET)))
    assert answers == [house.replies.text(Language.ZH, Reply.GREET)]


async def test_case_that_an_edit_opens_has_its_aspect(customer: Customer, database: Database) -> None:
    await customer.write("你好", sure(Intent.GREET))
    await customer.edit(1, "师傅态度很差", replace(sure(Intent.COMPLAINT), aspects=(Aspect.PEOPLE,)))
    async with database.reading() as session:
        assert await session.scalar(select(Case.aspect)) is Aspect.PEOPLE
