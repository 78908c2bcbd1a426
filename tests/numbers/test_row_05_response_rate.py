"""Row 5: the response rate is that of invitations whose time is over; the others are shown apart."""

from datetime import datetime, timedelta

import numpy as np

from store.engine.database import Database
from store.models.surveys import InvitationStatus
from store.reports.statistics.changes import change
from store.reports.statistics.formulas import Share, share_at_least
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure, Subject
from tests.numbers.world import define, figures, reported
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


def test_rates_of_equal_customers_do_not_change() -> None:
    before, after = share_at_least({0: 60, 1: 40}, 1), share_at_least({0: 60, 1: 40}, 1)
    assert isinstance(before, Share)
    assert change(before, after).p == 1.0
    assert np.isclose(before.value, 0.4)
