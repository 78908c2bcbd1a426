"""Scores after talks with the bot alone, apart from those with a person."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.answers import AnswerEntry, AnswerShowing, ShowingKind
from store.models.surveys import SurveyVersion
from store.reports.answered_by import AnsweredBy, ScoreOfTalks, scores_of_talks
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson
from store.reports.sums.folding import fold_all
from store.reports.sums.gathering import Meanings, meanings, read
from store.reports.sums.grouping import UNDIVIDED
from store.reports.sums.one_by_one import gather_columns
from store.reports.sums.scope import Scope
from tests.records import Records

DAY = timedelta(days=1)
UTC = ZoneInfo("UTC")
QUESTIONS = [{"id": "satisfaction", "kind": "rating"}, {"id": "why", "kind": "text"}]


async def test_surveys_are_the_bots_or_a_persons_by_the_week_before(
    database: Database, now: datetime
) -> None:
    """Each customer: whether an answer was given and whether a person wrote, how long ago, and the score."""
    customers = [((1, None), 5), ((1, None), 2), ((2, 1), 4), ((None, 1), 1), ((None, None), 3), ((9, 9), 5)]
    async with database.transaction() as session:
        records = Records(session, now)
        session.add(
            SurveyVersion(key="post_service", digest="-", definition={"questions": QUESTIONS}, created_at=now)
        )
        entry = AnswerEntry(key="hours", created_at=now)
        session.add(entry)
        await session.flush()
        colleague = await records.staff("Chen")
        for (answered, wrote), score in customers:
            customer = await records.customer()
            talk = await records.conversation(customer)
            if answered is not None:
                session.add(
                    AnswerShowing(
                        conversation_id=talk.id,
                        answer_id=entry.id,
                        version=1,
                        language=Language.ZH,
                        kind=ShowingKind.DIRECT,
                        shown_at=now - answered * DAY,
                    )
                )
            if wrote is not None:
                said = await records.said(talk, at=now - wrote * DAY)
                said.staff_id = colleague.id
            await records.answer(await records.invitation(customer), "satisfaction", number=score)
    async with database.reading() as session:
        known = await meanings(session)
        stored = await read(session, Scope(), UNDIVIDED, known, with_talks=True)
        scores = scores_of_talks(await gather_columns(session, stored, known), known)
    await fold_all(database, now + 2 * DAY, UTC)
    async with database.reading() as session:
        folded = await read(session, Scope(), UNDIVIDED, known)
        assert len(folded.folds) > 0
        assert scores_of_talks(await gather_columns(session, folded, known), known) == scores
    half = Share(1, 2, wilson(1, 2))
    assert scores == (
        ScoreOfTalks(AnsweredBy.BOT, "csat", "satisfaction", half),
        ScoreOfTalks(AnsweredBy.PERSON, "csat", "satisfaction", half),
    )


def test_nothing_was_asked() -> None:
    assert scores_of_talks({}, Meanings((), ())) == ()
