"""Row 6: the first answer and the last one are kept with their times, and scores are made of the first."""

from datetime import datetime, timedelta

from bot.spreadsheets.sections import Row, sections
from store.engine.database import Database
from store.reports.changed_answers import ChangedAnswers
from store.reports.report import Report
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


async def test_changes_after_contact_by_staff_are_counted_and_shown(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        define(records, "post_service")
        colleague = await records.staff("Chen")
        for number in range(3):
            customer = await records.customer()
            answer = await records.answer(
                await records.invitation(customer), "score", number=5, answered_at=now
            )
            answer.first_number, answer.changed_at = 2, now + timedelta(hours=2)
            if number == 0:
                talk = await records.conversation(customer)
                (await records.said(talk, at=now + timedelta(hours=1))).staff_id = colleague.id
    found = await reported(database)
    assert found.rewritten == ChangedAnswers(changed=3, raised=3, after_contact=1, raised_after_contact=1)
    assert section_rows(found, "changed answers") == [(3, 3, 1, 1)]


def section_rows(found: Report, title: str) -> list[Row]:
    return [row for table in sections(found) if table.title == title for row in table.rows]
