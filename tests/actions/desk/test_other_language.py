"""Words in another language open one case for a person, and are answered once in both of ours."""

from sqlalchemy import select

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import Case, CaseEvent, CaseKind, CaseStep, Priority
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import AWAY, Customer, sure, texts

GERMAN = "Die Heizung in meinem Zimmer ist seit gestern kalt"


async def cases(database: Database) -> list[tuple[CaseKind, Priority]]:
    async with database.reading() as session:
        return [(each.kind, each.priority) for each in await session.scalars(select(Case))]


async def test_other_language_is_answered_in_both_of_ours_and_opens_a_case(
    customer: Customer, database: Database
) -> None:
    (answer,) = await customer.write(GERMAN, AWAY)
    english, chinese = answer.text.split("\n\n")
    assert english.startswith("Thank you for your message.")
    assert chinese.startswith("已请同事来看，编号 HF-000001")
    assert answer.buttons == {}
    assert await cases(database) == [(CaseKind.HUMAN, Priority.HIGH)]
    async with database.reading() as session:
        assert await session.scalar(select(CustomerRow.written_language)) == "de"


async def test_further_words_are_added_without_more_words(customer: Customer, database: Database) -> None:
    await customer.write(GERMAN, AWAY)
    assert texts(await customer.write("Können Sie bitte jemanden schicken?", AWAY)) == []
    assert await cases(database) == [(CaseKind.HUMAN, Priority.HIGH)]
    async with database.reading() as session:
        steps = list(await session.scalars(select(CaseEvent.step).order_by(CaseEvent.id)))
    assert steps == [CaseStep.OPENED, CaseStep.MESSAGE]


async def test_our_languages_and_single_words_are_understood_as_before(
    customer: Customer, database: Database
) -> None:
    for text in ("why is the room so cold", "空调不热怎么办", "hola", "404"):
        await customer.write(text, sure(Intent.GREET))
    assert await cases(database) == []
