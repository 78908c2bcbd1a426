"""Scores, found by the conversation in which the customer was asked."""

from datetime import datetime

from store.engine.database import Database
from store.queries.surveys.service_scores import ServiceScore, scores
from tests.records import Records


async def test_score_belongs_to_the_conversation_that_asked(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        asked, other = await records.conversation(customer), await records.conversation(customer)
        first = await records.invitation(customer)
        second = await records.invitation(customer, survey_key="effort")
        unanswered = await records.invitation(customer)
        for invitation in (first, second, unanswered):
            await records.said(asked, "How was it?", invitation=invitation)
            await records.said(asked, "Anything else?", invitation=invitation)
        await records.answer(first, "reasons", choices=["price"])
        await records.answer(first, "satisfaction", number=3)
        await records.answer(first, "later", number=9)
        await records.answer(second, "effort", number=6)
    async with database.reading() as session:
        found = await scores(session, [asked.id, other.id], [customer.id])
    assert found == {
        asked.id: (
            ServiceScore(first.id, "post_service", "satisfaction", 3),
            ServiceScore(second.id, "effort", "effort", 6),
        )
    }
