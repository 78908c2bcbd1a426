"""Row 9: an answer keeps the scale that it was given on, and two scales are never in one figure."""

from datetime import datetime

from store.engine.database import Database
from store.reports.sums.measures import Measure, Subject
from tests.numbers.world import define, figures, reported
from tests.records import Records


async def test_answers_on_a_former_scale_are_named_and_left_out(database: Database, now: datetime) -> None:
    """Twelve gave 5 of 5. Then the question became one of 1 to 7, and eleven gave 6."""
    async with database.transaction() as session:
        records = Records(session, now)
        former = define(records, "post_service", "rating")
        await session.flush()
        present = define(records, "post_service", "ces", digest="2")
        await session.flush()
        for version, count, number in ((former, 12, 5), (present, 11, 6)):
            for _ in range(count):
                asked = await records.invitation(await records.customer(), survey_version_id=version.id)
                await records.answer(asked, "score", number=number)
    found = await reported(database)
    effort = figures(found)[Subject(Measure.CES_MEAN, question="score")]
    assert (effort.n, effort.customers, effort.value) == (11, 11, 6.0)
    assert found.rescaled == {"score": 12}
    assert Subject(Measure.CSAT, question="score") not in figures(found)
