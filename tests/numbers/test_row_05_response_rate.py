"""Row 5: the response rate is that of invitations whose time is over; the others are shown apart."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.surveys import InvitationStatus
from store.reports.report import ReportRequest, report
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure, Subject
from store.reports.sums.scope import Scope
from tests.numbers.world import SHANGHAI, define, figures, reported
from tests.records import Records
from tests.simulation.inference.response import unfinished_weeks

WEEK = timedelta(days=7)
RATE = Subject(Measure.RESPONSE_RATE)


async def test_open_invitations_are_apart_with_their_answers(database: Database, now: datetime) -> None:
    """Last week 6 of 12 answered. Of 20 that are open, 3 have answered already."""
    async with database.transaction() as session:
        records = Records(session, now)
        define(records, "post_service")
        for number in range(32):
            sent = now - (WEEK + WEEK / 7 if number < 12 else WEEK / 7)
            is_answered = number % 2 == 0 if number < 12 else number < 15
            asked = await records.invitation(
                await records.customer(),
                status=InvitationStatus.COMPLETED if is_answered else InvitationStatus.SENT,
                outlet="north",
                created_at=sent,
                sent_at=sent,
                delivered_at=sent,
                expires_at=sent + WEEK,
            )
            if is_answered:
                await records.answer(asked, "score", number=5)
    found = await reported(database, By.OUTLET, now=now)
    rate = figures(found)[RATE]
    assert (rate.n, rate.value) == (12, 0.5)
    for group in (None, "north"):
        funnel = found.funnels[group]
        assert (funnel.delivered, funnel.answered, funnel.waiting, funnel.early) == (32, 9, 20, 3)
        assert funnel.response_rate is not None
        assert (funnel.response_rate.count, funnel.response_rate.n) == (6, 12)


def test_unfinished_week_does_not_seem_to_fall() -> None:
    (found,) = unfinished_weeks(400)
    assert found.after <= 0.06
    assert found.before > 0.5


async def test_change_of_the_rate_is_of_invitations_that_are_over(database: Database, now: datetime) -> None:
    """Two weeks ago 6 of 12 answered, and of last week's 12 so far only 2; the last day of those is open."""
    async with database.transaction() as session:
        records = Records(session, now)
        define(records, "post_service")
        for number in range(24):
            is_late = number >= 12
            sent = now - (WEEK / 7 if is_late else 2 * WEEK)
            asked = await records.invitation(
                await records.customer(),
                created_at=sent,
                sent_at=sent,
                delivered_at=sent,
                expires_at=sent + WEEK,
            )
            if number % 2 == 0 and (not is_late or number < 16):
                await records.answer(asked, "score", number=5)
    async with database.reading() as session:
        scope = Scope(since=now - WEEK, until=now)
        asked_for = ReportRequest(scope, SHANGHAI, earlier=(now - 3 * WEEK, now - WEEK), now=now)
        found = await report(session, asked_for)
    assert RATE not in {line.subject for line in found.changes}
    assert (found.funnels[None].waiting, found.funnels[None].early) == (12, 2)
