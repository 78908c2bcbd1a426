"""A tap goes to the maker of the button; an unknown button is refused politely, and audited."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.staff import AuditEntry
from tests.actions.conftest import Customer, Sent


async def audited(database: Database) -> list[tuple[str, str, str]]:
    async with database.reading() as session:
        found = await session.execute(select(AuditEntry.actor, AuditEntry.action, AuditEntry.subject))
        return [tuple(row) for row in found]


@pytest.mark.parametrize(
    ("data", "subject", "reply"),
    [
        ("zzz", "unknown", Reply.BUTTON_STALE),
        ("S:1:satisfaction:5", "unknown", Reply.BUTTON_STALE),
        ("s:999:satisfaction:5", "survey", Reply.BUTTON_FOREIGN),
        ("i:999:praise", "intent", Reply.BUTTON_FOREIGN),
        ("l:xx", "language", Reply.BUTTON_FOREIGN),
        ("f:soon", "forget", Reply.BUTTON_FOREIGN),
    ],
)
async def test_made_up_button_is_refused_politely_and_audited(
    customer: Customer, database: Database, house: House, data: str, subject: str, reply: Reply
) -> None:
    sent = await customer.press(data)
    assert sent == [Sent(house.replies.text(Language.ZH, reply), {}, "answer_tap")]
    assert await audited(database) == [("customer:1", "tap.refused", subject)]


async def test_button_that_has_only_grown_old_is_not_audited(customer: Customer, database: Database) -> None:
    asked = await customer.command("forget")
    customer.now += timedelta(days=1)
    await customer.press(next(iter(asked[-1].buttons.values())))
    assert await audited(database) == []
