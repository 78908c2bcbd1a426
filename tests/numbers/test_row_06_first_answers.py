"""Row 6: the first answer and the last one are kept with their times, and scores are made of the first."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.reports.sums.measures import Measure, Subject
from tests.numbers.world import define, figures, reported
from tests.records import Records

CSAT = Subject(Measure.CSAT, question="score")


async def test_scores_are_made_of_first_answers(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        define(records, "post_service")
        for number in range(12):
            asked = await records.invitation(await records.customer())
            answer = await records.answer(asked, "score", number=2)
            if number < 5:
                answer.first_number, answer.number = answer.number, 5
                answer.changed_at = now + timedelta(hours=1)
    assert figures(await reported(database))[CSAT].value == 0.0
