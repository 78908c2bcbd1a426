"""Services that were not asked about, as a share of all."""

from datetime import datetime

import pytest

from store.engine.database import Database
from store.models.occasions import Occasion
from store.models.surveys import Decision, InvitationStatus, Outcome, Phase, Reason
from store.reports.skips import skips
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope
from tests.records import Records


async def tell(
    records: Records, outlet: str, agent: str, reason: Reason | None, *, is_test: bool = False
) -> None:
    """A service that is skipped for a reason, or asked about."""
    number = str(records.session.info.setdefault("services", 0))
    records.session.info["services"] += 1
    whose = await records.customer(is_test=is_test)
    service = await records.service(number, outlet=outlet, agent=agent, customer_id=whose.id)
    records.session.add(
        Decision(
            service_id=service.id,
            customer_id=whose.id,
            survey_key="post_service",
            phase=Phase.SENDING,
            outcome=Outcome.SCHEDULED if reason is None else Outcome.SKIPPED,
            reason=reason,
            facts={},
            decided_at=records.now,
        )
    )
    status = InvitationStatus.SENT if reason is None else InvitationStatus.CANCELLED
    await records.invitation(whose, service_id=service.id, outlet=outlet, agent=agent, status=status)


async def test_share_is_of_all_services_of_the_group(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        for outlet, agent, reason in (
            ("north", "Li", None),
            ("north", "Li", Reason.WITH_STAFF),
            ("north", "Wang", Reason.WITH_STAFF),
            ("north", "Wang", Reason.COOLDOWN),
            ("south", "Wu", None),
        ):
            await tell(records, outlet, agent, reason)
        await tell(records, "south", "Wu", Reason.COOLDOWN, is_test=True)
    async with database.reading() as session:
        by_outlet = await skips(session, Scope(), By.OUTLET)
        by_agent = await skips(session, Scope(outlet="north"), By.AGENT)
        with pytest.raises(ValueError, match="language"):
            await skips(session, Scope(), By.LANGUAGE)
    assert [(each.group, each.share.count, each.share.n) for each in by_outlet] == [
        ("north", 3, 4),
        ("south", 0, 1),
    ]
    assert by_outlet[0].reasons == {Reason.WITH_STAFF: 2, Reason.COOLDOWN: 1}
    assert [(each.group, each.share.value) for each in by_agent] == [("Wang", 1.0), ("Li", 0.5)]


async def test_survey_before_a_booked_service_is_no_service(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await tell(records, "north", "Li", Reason.COOLDOWN)
        booking = await records.service("till-3/b1", source=Occasion.BOOKING.source, outlet="north")
        await records.invitation(await records.customer(), service_id=booking.id, outlet="north", agent="Li")
    async with database.reading() as session:
        (north,) = await skips(session, Scope(), By.OUTLET)
    assert (north.share.count, north.share.n) == (1, 1)
