"""/language offers languages and keeps the choice."""

from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import Customer, sure, texts


async def row(database: Database) -> CustomerRow:
    async with database.reading() as session:
        return (await session.scalars(select(CustomerRow))).one()


async def test_language_is_chosen_by_button_and_kept(
    customer: Customer, database: Database, house: House
) -> None:
    (question,) = await customer.command("language")
    sent = await customer.press(question.buttons["English"])
    assert texts(sent) == [house.replies.text(Language.EN, Reply.LANGUAGE_SET)]
    assert texts(await customer.write("你好", sure(Intent.GREET))) == [
        house.replies.text(Language.EN, Reply.GREET)
    ]


async def test_language_can_be_named_at_once(customer: Customer, house: House) -> None:
    assert texts(await customer.command("language", "en")) == [
        house.replies.text(Language.EN, Reply.LANGUAGE_SET)
    ]


async def test_forged_language_is_refused(customer: Customer, database: Database) -> None:
    await customer.press("l:xx")
    assert (await row(database)).language is None
