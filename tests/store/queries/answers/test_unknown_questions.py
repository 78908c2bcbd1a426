"""Questions that no entry answered, and those whose answer was refused."""

from datetime import datetime, timedelta

from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.answers import (
    AnswerEntry,
    AnswerShowing,
    QuestionSettling,
    SettledQuestion,
    ShowingKind,
    ShowingOutcome,
)
from store.models.conversations import Message
from store.queries.answers.unknown_questions import WhyUnknown, unknown_questions
from tests.records import Records

DAY = timedelta(days=1)


async def show(
    records: Records, question: Message, entry: AnswerEntry, kind: ShowingKind, outcome: ShowingOutcome | None
) -> None:
    records.session.add(
        AnswerShowing(
            conversation_id=question.conversation_id,
            message_id=question.id,
            answer_id=entry.id,
            version=1,
            language=Language.EN,
            kind=kind,
            shown_at=question.created_at,
            outcome=outcome,
        )
    )
    await records.session.flush()


async def test_unanswered_and_refused_questions_are_listed_newest_first(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        hours, returns = (AnswerEntry(key=key, created_at=now) for key in ("hours", "returns"))
        session.add_all([hours, returns])
        talk = await records.conversation(await records.customer())
        await records.heard(talk, "Hello", Intent.GREET)
        await records.heard(talk, "Do you ship to the moon?")
        await records.heard(talk, "perhaps", confidence=0.3)
        helped = await records.heard(talk, "When do you open?")
        await show(records, helped, hours, ShowingKind.DIRECT, ShowingOutcome.CONFIRMED)
        silent = await records.heard(talk, "Open now?")
        await show(records, silent, hours, ShowingKind.DIRECT, None)
        refused = await records.heard(talk, "Can I open it?")
        await show(records, refused, hours, ShowingKind.DIRECT, ShowingOutcome.NOT_MY_QUESTION)
        none = await records.heard(talk, "Do you gift-wrap?")
        for entry in (hours, returns):
            await show(records, none, entry, ShowingKind.OFFERED, ShowingOutcome.NOT_MY_QUESTION)
        chosen = await records.heard(talk, "Returns?")
        await show(records, chosen, returns, ShowingKind.OFFERED, ShowingOutcome.CONFIRMED)
        await show(records, chosen, returns, ShowingKind.CHOSEN, ShowingOutcome.UNCLEAR)
        suggested = await records.heard(talk, "With a person?")
        await show(records, suggested, returns, ShowingKind.SUGGESTED, None)
        await records.heard(talk, "Long ago?", created_at=now - 9 * DAY)
    async with database.reading() as session:
        found = await unknown_questions(session, now - DAY, now + DAY)
    assert [(each.text, each.why, each.refused) for each in found] == [
        ("With a person?", WhyUnknown.UNANSWERED, None),
        ("Returns?", WhyUnknown.UNCLEAR, "returns"),
        ("Do you gift-wrap?", WhyUnknown.NONE_OF_THESE, "returns"),
        ("Can I open it?", WhyUnknown.NOT_MY_QUESTION, "hours"),
        ("Do you ship to the moon?", WhyUnknown.UNANSWERED, None),
    ]


async def test_list_is_cut(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        for number in range(3):
            await records.heard(talk, f"Question {number}?")
    async with database.reading() as session:
        found = await unknown_questions(session, now - DAY, now + DAY, limit=2)
    assert [each.text for each in found] == ["Question 2?", "Question 1?"]


async def test_settled_questions_are_left_out_before_the_list_is_cut(
    database: Database, now: datetime
) -> None:
    settled = {"settling": QuestionSettling.IGNORED, "settled_by": "staff:1", "settled_at": now}
    async with database.transaction() as session:
        records = Records(session, now)
        hours = AnswerEntry(key="hours", created_at=now)
        session.add(hours)
        talk = await records.conversation(await records.customer("Ann", username="ann_lee"))
        for text in ("Open one?", "Open two?", "Dealt with?", "Dealt with too?"):
            heard = await records.heard(talk, text)
            if text.startswith("Dealt"):
                session.add(SettledQuestion(message_id=heard.id, **settled))
            if text.endswith("too?"):
                await show(records, heard, hours, ShowingKind.DIRECT, ShowingOutcome.UNCLEAR)
    async with database.reading() as session:
        found = await unknown_questions(session, now - DAY, now + DAY, limit=2)
    assert [(each.text, each.names) for each in found] == [
        ("Open two?", ("Ann", "ann_lee")),
        ("Open one?", ("Ann", "ann_lee")),
    ]
