"""The edition grows with each change of what is published."""

from datetime import datetime

from store.engine.database import Database
from store.models.answers import AnswerEdition
from store.queries.edition import current_edition, next_edition


async def test_edition_grows_from_nothing(database: Database, now: datetime) -> None:
    numbers = []
    for _ in range(3):
        async with database.transaction() as session:
            numbers.append(await current_edition(session, AnswerEdition))
            await next_edition(session, AnswerEdition, now)
    assert numbers == [0, 1, 2]
