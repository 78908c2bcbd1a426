"""The latest low scores."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.cases import CaseKind
from store.queries.surveys.low_scores import latest_low_scores
from store.reports.sums.scope import Scope
from tests.records import Records

ALERTS = {"post_service": {"satisfaction": 2}, "recommendation": {"recommend": 3}}


async def test_low_is_what_the_question_says(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        talk = await records.conversation(customer)
        tap = await records.heard(talk, "2", None)
        bad = await records.invitation(customer, outlet="north", agent="Lee")
        await records.answer(bad, "satisfaction", number=2, message_id=tap.id)
        await records.case(customer, kind=CaseKind.RECOVERY, invitation_id=bad.id)
        fair = await records.invitation(customer)
        await records.answer(fair, "satisfaction", number=3)
        detractor = await records.invitation(customer, survey_key="recommendation")
        await records.answer(detractor, "recommend", number=3)
    async with database.reading() as session:
        found = await latest_low_scores(session, Scope(), ALERTS)
        north = await latest_low_scores(session, Scope(outlet="north"), ALERTS)
        before = await latest_low_scores(session, Scope(until=now - timedelta(days=1)), ALERTS)
    assert [(each.question, each.number) for each in found] == [("recommend", 3), ("satisfaction", 2)]
    assert [(each.agent, each.conversation_id, each.case_reference) for each in north] == [
        ("Lee", talk.id, "HF-000001")
    ]
    assert before == ()


async def test_without_alerts_nothing_is_low(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        asked = await records.invitation(await records.customer())
        await records.answer(asked, "satisfaction", number=1)
    async with database.reading() as session:
        assert await latest_low_scores(session, Scope(), {}) == ()
