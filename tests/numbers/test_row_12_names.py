"""Row 12: figures have their right names, and a question has the same figure on each page."""

from datetime import datetime, timedelta

import pytest

from actions.settings.house import House
from bot.console.surveys.overview_figures import headlines, recovery_rows
from bot.console.surveys.question_results import ITEM, question_results
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.occasions import Occasion
from store.reports.question_figures import count_answers
from store.reports.report import ReportRequest, report
from store.reports.sums.measures import Measure
from store.reports.sums.scope import Scope
from tests.bot.console.results_scene import survey_version
from tests.numbers.world import SHANGHAI, reported
from tests.records import Records

DAY = timedelta(days=1)


async def test_items_of_servperf_are_no_csat(database: Database, house: House, now: datetime) -> None:
    survey = house.surveys["servperf"]
    item = next(question for question in survey.questions if question.dimension)
    async with database.transaction() as session:
        records = Records(session, now)
        version = await survey_version(records, survey)
        for _ in range(12):
            asked = await records.invitation(
                await records.customer(), survey_key="servperf", survey_version_id=version
            )
            await records.answer(asked, item.id, number=4)
    async with database.reading() as session:
        answers = await count_answers(session, Scope("servperf"))
    found = await reported(database)
    lines = {(line.subject.question or "", line.subject.measure): line.figure for line in found.lines}
    shown = question_results(survey, answers, lines, Language.EN)
    assert {figure.name for result in shown for figure in result.figures} == {ITEM}
    assert Measure.CSAT not in {line.subject.measure for line in found.lines}


async def test_question_has_the_same_figure_on_each_page(
    database: Database, house: House, now: datetime
) -> None:
    """Twelve customers say the same three times; staff ask ten more, who are unhappy."""
    survey = house.surveys["post_service"]
    async with database.transaction() as session:
        records = Records(session, now)
        version = await survey_version(records, survey)
        for number in range(12):
            customer = await records.customer()
            for _ in range(3):
                asked = await records.invitation(customer, survey_version_id=version)
                await records.answer(asked, "satisfaction", number=5 if number < 8 else 2)
        for number in range(10):
            service = await records.service(str(number), source=Occasion.STAFF.source)
            asked = await records.invitation(
                await records.customer(), service_id=service.id, survey_version_id=version
            )
            await records.answer(asked, "satisfaction", number=1)
    async with database.reading() as session:
        found = await report(session, ReportRequest(Scope(), SHANGHAI, now=now))
        answers = await count_answers(session, Scope("post_service"), Occasion.SERVICE)
    lines = {
        (line.subject.question or "", line.subject.measure): line.figure
        for line in found.lines
        if line.subject.occasion is None
    }
    on_page = question_results(survey, answers, lines, Language.EN)[0].figures[0]
    (csat,) = [each.figure for each in headlines(found) if each.subject.measure is Measure.CSAT]
    assert on_page.interval is not None
    assert (on_page.value, on_page.interval.low) == (csat.value, csat.low) == (24 / 36, csat.low)


async def test_recovery_is_shown(database: Database, house: House, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        for key in ("post_service", "case_settled"):
            await survey_version(records, house.surveys[key])
        customer = await records.customer()
        asked = await records.invitation(customer)
        await records.answer(asked, "satisfaction", number=1)
        case = await records.recovery(asked, customer, now)
        again = await records.follow_up(case, customer, now + DAY)
        await records.answer(again, "satisfaction", number=4)
    rows = recovery_rows(await reported(database))
    assert [(measure, figure.value) for measure, figure in rows][:3] == [
        (Measure.RECOVERY_BEFORE, 1.0),
        (Measure.RECOVERY_AFTER, 4.0),
        (Measure.RECOVERY_GAIN, 3.0),
    ]


@pytest.mark.parametrize("key", ["post_service", "case_settled"])
def test_before_and_after_are_asked_in_the_same_words(house: House, key: str) -> None:
    asked = house.surveys[key].question("satisfaction")
    first = house.surveys["post_service"].question("satisfaction")
    assert asked is not None
    assert first is not None
    assert (asked.text, asked.look) == (first.text, first.look)
