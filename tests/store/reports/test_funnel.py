"""From an invitation to an answer, and why some were never sent."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.models.occasions import Occasion, booking_id
from store.models.surveys import Decision, InvitationStatus, Outcome, Phase, Reason
from store.reports.funnel import Funnel, count_funnel, count_skipped
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson
from store.reports.sums.scope import Scope
from tests.records import Records

SCOPE = Scope("post_service")


async def test_steps_are_counted(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        completed = await records.invitation(customer, status=InvitationStatus.COMPLETED)
        await records.answer(completed, "satisfaction", number=5)
        await records.answer(completed, "comment", text="Good.")
        partial = await records.invitation(customer, status=InvitationStatus.EXPIRED)
        await records.answer(partial, "satisfaction", number=3)
        await records.invitation(customer, status=InvitationStatus.EXPIRED)
        await records.invitation(customer, status=InvitationStatus.UNDELIVERABLE, delivered_at=None)
    async with database.reading() as session:
        funnel = await count_funnel(session, SCOPE)
    assert funnel == Funnel(
        invited=4,
        sent=4,
        delivered=3,
        answered=2,
        completed=1,
        by_status={
            InvitationStatus.COMPLETED: 1,
            InvitationStatus.EXPIRED: 2,
            InvitationStatus.UNDELIVERABLE: 1,
        },
    )
    assert funnel.response_rate == Share(2, 3, wilson(2, 3))


async def test_answer_proves_the_delivery(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        invitation = await records.invitation(await records.customer(), delivered_at=None)
        await records.answer(invitation, "satisfaction", number=4)
    async with database.reading() as session:
        funnel = await count_funnel(session, SCOPE)
    assert (funnel.delivered, funnel.answered) == (1, 1)


async def test_skipping_is_not_answering(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await records.answer(await records.invitation(await records.customer()), "comment")
    async with database.reading() as session:
        funnel = await count_funnel(session, SCOPE)
    assert (funnel.delivered, funnel.answered) == (1, 0)


async def test_what_is_asked_before_a_booked_service_is_in_no_funnel(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer, source = await records.customer(), Occasion.BOOKING.source
        booking = await records.service(booking_id("till-3", "1"), source=source)
        later = now + timedelta(days=1)
        before = await records.invitation(customer, service_id=booking.id, expires_at=later)
        await records.answer(before, "on_time_expected", number=4)
        await records.invitation(customer, expires_at=later)
        skipped = await records.service(booking_id("till-3", "2"), source=source)
        session.add(
            Decision(
                service_id=skipped.id,
                survey_key="post_service",
                phase=Phase.RECEIVED,
                outcome=Outcome.SKIPPED,
                reason=Reason.BEGUN,
                facts={},
                decided_at=now,
            )
        )
    async with database.reading() as session:
        funnel = await count_funnel(session, SCOPE, now)
        skips = await count_skipped(session, SCOPE)
    assert (funnel.invited, funnel.delivered, funnel.answered, funnel.waiting) == (1, 1, 0, 1)
    assert skips == {}


async def test_nothing_delivered_has_no_rate(database: Database, now: datetime) -> None:
    async with database.reading() as session:
        funnel = await count_funnel(session, SCOPE)
    assert (funnel, funnel.response_rate) == (Funnel(0, 0, 0, 0, 0, {}), None)


async def decided(
    session: AsyncSession, now: datetime, outlet: str, *decisions: tuple[Outcome, Reason | None]
) -> None:
    """A service, and what was decided about it one after the other."""
    number = f"{outlet}-{len(decisions)}-{decisions[-1][1]}"
    service = await Records(session, now).service(number, outlet=outlet)
    for place, (outcome, reason) in enumerate(decisions, 1):
        session.add(
            Decision(
                service_id=service.id,
                survey_key="post_service",
                phase=Phase.RECEIVED,
                outcome=outcome,
                reason=reason,
                facts={},
                decided_at=now,
                is_last=place == len(decisions),
            )
        )
        await session.flush()


async def test_last_decision_on_each_service_counts(database: Database, now: datetime) -> None:
    skipped, scheduled = Outcome.SKIPPED, Outcome.SCHEDULED
    async with database.transaction() as session:
        await decided(session, now, "north", (skipped, Reason.COOLDOWN))
        await decided(session, now, "south", (scheduled, None), (skipped, Reason.COOLDOWN))
        await decided(session, now, "south", (skipped, Reason.UNKNOWN_CUSTOMER), (scheduled, None))
        await decided(session, now, "south", (skipped, Reason.TOO_OLD))
    async with database.reading() as session:
        everywhere = await count_skipped(session, SCOPE)
        south = await count_skipped(session, Scope("post_service", outlet="south"))
        later = await count_skipped(session, Scope("post_service", since=now + timedelta(seconds=1)))
        before = await count_skipped(session, Scope("post_service", until=now))
    assert list(everywhere.items()) == [(Reason.COOLDOWN, 2), (Reason.TOO_OLD, 1)]
    assert south == {Reason.COOLDOWN: 1, Reason.TOO_OLD: 1}
    assert (later, before) == ({}, {})
