"""Scores after talks with the bot alone, apart from those with a person."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.answers import AnswerEntry, AnswerShowing, ShowingKind
from store.models.occasions import Occasion
from store.models.surveys import SurveyVersion
from store.reports.answered_by import AnsweredBy, ScoreOfTalks, scores_of_talks
from store.reports.statistics.figures import Figure, Formula
from store.reports.statistics.intervals import wilson
from store.reports.sums.folding import fold_all
from store.reports.sums.gathering import Meanings, Source, meanings, read
from store.reports.sums.grouping import UNDIVIDED
from store.reports.sums.instruments import Instrument, Item
from store.reports.sums.measures import Measure, Subject
from store.reports.sums.one_by_one import gather_columns
from store.reports.sums.scope import Scope
from store.reports.sums.sum_columns import FIXED, Columns
from store.reports.sums.talk_before import TalkBefore
from tests.records import Records

DAY = timedelta(days=1)
UTC = ZoneInfo("UTC")
CSAT = Subject(Measure.CSAT, question="satisfaction")
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
    half = Figure(Formula.CSAT, 2, 0.5, customers=2)
    assert scores == (
        ScoreOfTalks(AnsweredBy.BOT, CSAT, half),
        ScoreOfTalks(AnsweredBy.PERSON, CSAT, half),
    )


def columns(customers: list[int], scores: list[int]) -> Columns:
    """Answers after talks with a person."""
    n = len(customers)
    fixed = {name: np.full(n, -1) for name in FIXED} | {"customer": np.array(customers)}
    fixed |= {"talk": np.full(n, TalkBefore.PERSON), "state": np.full(n, 3)}
    return Columns([], fixed, {"satisfaction": np.array(scores)})


def test_occasions_are_apart_and_answers_of_a_customer_hang_together() -> None:
    """Twelve customers say the same three times; four answer about a case."""
    instrument = Instrument("post_service", (Item("satisfaction", "rating"),), {})
    thrice = columns([each for each in range(12) for _ in range(3)], [5] * 18 + [2] * 18)
    found = {
        Source("post_service", Occasion.SERVICE): thrice,
        Source("post_service", Occasion.CASE): columns([1, 2, 3, 4], [1, 1, 1, 5]),
    }
    after_case, after_service = sorted(
        scores_of_talks(found, Meanings((instrument,), ())), key=lambda each: each.figure.n
    )
    assert (after_case.subject.occasion, after_case.figure.n, after_case.figure.value) == ("case", 4, 0.25)
    figure = after_service.figure
    assert (after_service.subject, figure.n, figure.customers, figure.value) == (CSAT, 36, 12, 0.5)
    independent = wilson(18, 36)
    assert figure.low is not None
    assert figure.low < independent.low - 0.05


def test_nothing_was_asked() -> None:
    assert scores_of_talks({}, Meanings((), ())) == ()
