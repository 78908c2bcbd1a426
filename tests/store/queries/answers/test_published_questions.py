"""Questions that are known now."""

from datetime import datetime

from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.answers import AnswerQuestion
from store.queries.answers.published_questions import published_questions
from tests.store.queries.answers.showings import answer


async def test_published_questions_are_known(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await answer(session, 1, now)
        session.add(AnswerQuestion(answer_id=1, language=Language.EN, normalised="open"))
    async with database.reading() as session:
        found = await published_questions(session)
    assert found == frozenset({"open"})
