"""Answers that were changed, and those that were changed after staff wrote."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.reports.changed_answers import ChangedAnswers, count_changed
from store.reports.sums.scope import Scope
from tests.records import Records

HOUR = timedelta(hours=1)


async def test_changes_after_contact_are_counted_apart(database: Database, now: datetime) -> None:
    """First and later score, and hours until staff wrote; the change comes after two."""
    async with database.transaction() as session:
        records = Records(session, now)
        colleague = await records.staff("Chen")
        for first, later, contact in ((2, 5, 1), (2, 5, 3), (2, 1, 1), (5, 2, None), (4, 4, 1), (3, 3, None)):
            customer = await records.customer()
            talk = await records.conversation(customer)
            answer = await records.answer(
                await records.invitation(customer), "score", number=later, answered_at=now
            )
            if later != first or contact is not None:
                answer.first_number, answer.changed_at = first, now + 2 * HOUR
            if contact is not None:
                (await records.said(talk, at=now + contact * HOUR)).staff_id = colleague.id
    async with database.reading() as session:
        found = await count_changed(session, Scope())
        none = await count_changed(session, Scope(until=now - HOUR))
    assert found == ChangedAnswers(changed=4, raised=2, after_contact=2, raised_after_contact=1)
    assert none == ChangedAnswers()
