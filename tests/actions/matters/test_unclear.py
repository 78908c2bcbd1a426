"""The customer's choice is kept as a label and acted on once; other people's buttons are refused."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.cases import Case, CaseKind
from store.models.conversations import Direction, Message, MessageKind
from store.models.staff import AuditEntry
from tests.actions.conftest import Customer, Sent, texts, unsure


async def asked(customer: Customer) -> list[Sent]:
    """Write two unclear messages: the second is asked about with buttons."""
    await customer.write("那个", unsure(Intent.PRAISE))
    return await customer.write("那个事情", unsure(Intent.PRAISE))


async def chosen(database: Database) -> Intent | None:
    async with database.reading() as session:
        choice: Intent | None = await session.scalar(
            select(Message.chosen_intent)
            .where(Message.direction == Direction.IN, Message.kind == MessageKind.TEXT)
            .order_by(Message.id.desc())
            .limit(1)
        )
        return choice


async def test_choice_is_kept_and_acted_on(customer: Customer, database: Database) -> None:
    (question,) = await asked(customer)
    sent = await customer.press(question.buttons["投诉"])
    async with database.reading() as session:
        kinds = list(await session.scalars(select(Case.kind)))
    assert sent[:2] == [Sent("", {}, "answer_tap"), Sent("好的，按“投诉”为您处理。", {}, "edit")]
    assert (await chosen(database), kinds) == (Intent.COMPLAINT, [CaseKind.COMPLAINT])


async def test_second_tap_changes_nothing(customer: Customer, database: Database, house: House) -> None:
    (question,) = await asked(customer)
    await customer.press(question.buttons["投诉"])
    sent = await customer.press(question.buttons["表扬"])
    assert sent == [Sent(house.replies.text(Language.ZH, Reply.BUTTON_STALE), {}, "answer_tap")]
    assert await chosen(database) is Intent.COMPLAINT


async def test_button_of_another_customer_is_refused_and_audited(
    customers: Callable[..., Customer], database: Database, house: House
) -> None:
    (question,) = await asked(customers(7))
    sent = await customers(8).press(question.buttons["投诉"])
    async with database.reading() as session:
        audited = list(await session.scalars(select(AuditEntry.action)))
    assert sent == [Sent(house.replies.text(Language.ZH, Reply.BUTTON_FOREIGN), {}, "answer_tap")]
    assert (await chosen(database), audited) == (None, ["tap.refused"])


@pytest.mark.parametrize(
    "data", ["i:", "i:1:", "i:x:praise", "i:1:greet", "i:9:praise", "i:" + "9" * 40 + ":praise"]
)
async def test_forged_data_is_refused(customer: Customer, database: Database, data: str) -> None:
    await customer.write("那个事情", unsure(Intent.PRAISE))
    sent = await customer.press(data)
    assert (texts(sent), len(sent), await chosen(database)) == ([], 1, None)
