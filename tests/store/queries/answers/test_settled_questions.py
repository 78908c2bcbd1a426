"""Questions that need no look any more."""

from datetime import datetime

from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.answers import AnswerQuestion, QuestionSettling, SettledQuestion
from store.queries.answers.settled_questions import published_questions, settled_messages
from tests.records import Records
from tests.store.queries.answers.showings import answer


async def test_settled_messages_and_published_questions_are_known(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        message = await records.heard(await records.conversation(await records.customer()))
        settled = {"settling": QuestionSettling.IGNORED, "settled_by": "staff:1", "settled_at": now}
        session.add(SettledQuestion(message_id=message.id, **settled))
        await answer(session, 1, now)
        session.add(AnswerQuestion(answer_id=1, language=Language.EN, text="Open?", normalised="open"))
    async with database.reading() as session:
        found = (await settled_messages(session), await published_questions(session))
    assert found == (frozenset({message.id}), frozenset({"open"}))
