from datetime import datetime, timedelta

from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.answers import AnswerEntry, AnswerShowing, ShowingKind
from store.queries.answers.past_questions import past_questions
from tests.records import Records


async def test_inquiries_and_what_was_answered_are_past_questions(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        old = now - timedelta(days=9)
        await records.heard(talk, "long ago", Intent.INQUIRY, language=Language.EN, created_at=old)
        await records.heard(talk, "when do you open", Intent.INQUIRY, language=Language.EN)
        await records.heard(talk, "it is broken", Intent.COMPLAINT, language=Language.EN)
        shown = await records.heard(talk, "parking", Intent.OUT_OF_SCOPE, 0.3)
        session.add(AnswerEntry(id=1, key="parking", created_at=now))
        await session.flush()
        session.add(
            AnswerShowing(
                conversation_id=talk.id,
                message_id=shown.id,
                answer_id=1,
                version=1,
                language=Language.EN,
                kind=ShowingKind.DIRECT,
                shown_at=now,
            )
        )
    async with database.reading() as session:
        found = await past_questions(session, now - timedelta(days=7), 10)
        newest = await past_questions(session, now - timedelta(days=7), 1)
    assert found == (("parking", Language.EN), ("when do you open", Language.EN))
    assert newest == found[:1]
