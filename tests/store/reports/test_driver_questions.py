"""What may move a score, read off the stored survey versions."""

from datetime import datetime

from store.engine.database import Database
from store.reports.driver_questions import SampledQuestion, driver_questions
from tests.records import recording
from tests.store.reports.reasons import ITEMS, OPTIONS, REASONS, version

ONLY_LOW = {**REASONS, "when": {"question": "satisfaction", "at_most": 3}}


async def test_questions_are_those_that_the_satisfied_are_asked_too(
    database: Database, now: datetime
) -> None:
    async with recording(database, now) as (_, records):
        sampled, _, whole = (
            await version(records, REASONS),
            await version(records, ONLY_LOW),
            await version(records, {**REASONS, "when": None}),
        )
        await version(records, ONLY_LOW, key="only_low")
        rated = await version(records, *ITEMS, key="servperf")
    async with database.reading() as session:
        reasons, dimensions = await driver_questions(session)
    assert (reasons.survey_key, reasons.question, reasons.names) == ("post_service", "reasons", OPTIONS)
    assert reasons.versions == {sampled.id: SampledQuestion(3, 5), whole.id: SampledQuestion(None, 1)}
    assert [reasons.versions[sampled.id].weight(score) for score in (3, 4)] == [1.0, 5.0]
    assert (dimensions.question, dimensions.names) == (None, ("reliability", "empathy"))
    assert (list(dimensions.versions), dimensions.items) == (
        [rated.id],
        {"reliability": "reliability", "empathy": "empathy"},
    )
