"""Late answers against early ones."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from store.engine.database import Database
from store.models.occasions import Occasion
from store.models.surveys import SurveyVersion
from store.reports.late_answers import LateAnswers, Split, TimedAnswer, compare_waves, late_answers
from store.reports.report import ReportRequest, report
from store.reports.sums.grouping import By
from store.reports.sums.instruments import Instrument, Item
from store.reports.sums.measures import Measure
from store.reports.sums.scope import Scope
from tests.records import Records
from tests.simulation.inference.waves import late_and_early

ITEM = Item("satisfaction", "rating")
SURVEY = Instrument("post_service", (ITEM,), {})
HOUR = timedelta(hours=1)
QUESTIONS = [{"id": "satisfaction", "kind": "rating"}]


def timed(numbers: list[int], *, customers: int | None = None, reminded: int = 0) -> list[TimedAnswer]:
    """Answers in the order in which they came, the last ones after the reminder."""
    first_reminded = len(numbers) - reminded
    return [
        TimedAnswer(place % (customers or len(numbers)), number, 60.0 * place, place >= first_reminded)
        for place, number in enumerate(numbers)
    ]


def test_slowest_third_is_set_against_the_quickest() -> None:
    (found,) = compare_waves(SURVEY, ITEM, timed([5] * 25 + [2] * 5 + [3] * 30 + [5] * 10 + [1] * 20))
    line = found.line
    assert (found.split, line.subject.measure, line.subject.question) == (
        Split.THIRDS,
        Measure.CSAT,
        "satisfaction",
    )
    assert (line.before.n, line.after.n) == (30, 30)
    assert (line.before.value, line.after.value) == (25 / 30, 10 / 30)
    assert line.change.figure.value == pytest.approx(-0.5)
    assert line.change.differs


def test_answers_after_the_reminder_are_set_against_those_before() -> None:
    found = {
        each.split: each.line for each in compare_waves(SURVEY, ITEM, timed([5, 4, 1] * 20, reminded=12))
    }
    assert set(found) == {Split.THIRDS, Split.REMINDER}
    assert (found[Split.REMINDER].before.n, found[Split.REMINDER].after.n) == (48, 12)
    assert not found[Split.REMINDER].change.differs


@pytest.mark.parametrize(("answers", "customers"), [(29, None), (90, 9)])
def test_few_answers_or_customers_are_not_compared(answers: int, customers: int | None) -> None:
    assert list(compare_waves(SURVEY, ITEM, timed([5, 1] * (answers // 2), customers=customers))) == []


def test_answers_of_one_customer_widen_the_interval() -> None:
    """Each customer answers three times, and always the same."""
    alike = [TimedAnswer(each.customer // 3, each.number, each.seconds, each.is_reminded) for each in timed(
        [number for number in (5, 1, 4, 5, 2) * 8 for _ in range(3)]
    )]  # fmt: skip
    (apart,) = compare_waves(SURVEY, ITEM, timed([each.number for each in alike]))
    (together,) = compare_waves(SURVEY, ITEM, alike)
    assert width(together) > 1.5 * width(apart)


def width(found: LateAnswers) -> float:
    """The width of the interval of the difference."""
    figure = found.line.change.figure
    assert figure.low is not None
    assert figure.high is not None
    return figure.high - figure.low


async def test_only_first_scores_of_services_that_are_over_count(database: Database, now: datetime) -> None:
    sent = now - timedelta(days=9)
    async with database.transaction() as session:
        records = Records(session, now)
        session.add(
            SurveyVersion(key="post_service", digest="1", definition={"questions": QUESTIONS}, created_at=now)
        )
        for hours in range(36):
            expires = sent + timedelta(days=7)
            customer = await records.customer(is_test=hours == 35)
            asked = await records.invitation(
                customer, sent_at=sent, reminded_at=sent + 24 * HOUR, expires_at=expires
            )
            await records.answer(
                asked,
                "satisfaction",
                number=5,
                first_number=2 if hours > 25 else None,
                answered_at=sent + hours * HOUR,
            )
        waiting = await records.invitation(await records.customer(), sent_at=now, expires_at=now + HOUR)
        await records.answer(waiting, "satisfaction", number=1, answered_at=now)
        staff = await records.service("by-hand", source=Occasion.STAFF.source)
        by_staff = await records.invitation(await records.customer(), sent_at=sent, service_id=staff.id)
        await records.answer(by_staff, "satisfaction", number=1, answered_at=sent)
    async with database.reading() as session:
        found = {each.split: each.line for each in await late_answers(session, Scope(), now)}
        none = await late_answers(session, Scope(until=sent), now)
        whole = ReportRequest(Scope(), ZoneInfo("UTC"), now=now, with_answers=True)
        reports = [await report(session, replace(whole, by=by)) for by in (None, By.OUTLET)]
    reminder = found[Split.REMINDER]
    assert (reminder.before.n, reminder.after.n) == (24, 11)
    assert [reminder.before.value, reminder.after.value] == pytest.approx([1.0, 2 / 11])
    assert found[Split.THIRDS].before.n == 11
    assert found[Split.THIRDS].after.value == pytest.approx(2 / 11)
    assert none == ()
    assert [{each.split for each in made.late} for made in reports] == [{*Split}, set()]


def test_interval_holds_the_truth_where_customers_answer_again() -> None:
    found = {each.what: each.after for each in late_and_early(200)}
    assert all(held >= 0.92 for held in found.values()), found
