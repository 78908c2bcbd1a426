"""Small talk is answered in kind and opens nothing."""

import pytest
from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.cases import Case
from tests.actions.conftest import Customer, sure, texts


@pytest.mark.parametrize(
    ("intent", "reply"),
    [
        (Intent.GREET, Reply.GREET),
        (Intent.THANKS, Reply.THANKS),
        (Intent.BYE, Reply.BYE),
        (Intent.OUT_OF_SCOPE, Reply.OUT_OF_SCOPE),
    ],
)
async def test_small_talk_is_answered_in_kind(
    customer: Customer, database: Database, house: House, intent: Intent, reply: Reply
) -> None:
    sent = await customer.write("…", sure(intent))
    async with database.reading() as session:
        opened = list(await session.scalars(select(Case)))
    assert (texts(sent), opened) == ([house.replies.text(Language.ZH, reply)], [])
