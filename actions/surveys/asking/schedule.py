"""What falls due: the first question, the reminder, the expiry; and taking it all back."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.surveys.asking.first_question import send_if_still_right
from actions.surveys.asking.open_survey import close
from actions.surveys.asking.reminder import expire, remind
from actions.surveys.asking.survey_message import withdraw_buttons
from actions.surveys.policy.events import NoSuchService
from actions.surveys.policy.ledger import write
from store.models.customers import Customer
from store.models.occasions import Occasion, booking_id
from store.models.surveys import (
    ANSWERABLE,
    Decision,
    Invitation,
    InvitationStatus,
    Outcome,
    Phase,
    Reason,
    Service,
)

UNFINISHED = (InvitationStatus.SCHEDULED, *ANSWERABLE)


async def due(session: AsyncSession, now: datetime, limit: int) -> list[int]:
    """The ids of up to `limit` invitations for which something is due, longest-waiting first."""
    statement = (
        select(Invitation.id)
        .where(Invitation.due_at <= now)
        .order_by(Invitation.due_at, Invitation.id)
        .limit(limit)
    )
    return list(await session.scalars(statement))


async def next_due(session: AsyncSession) -> datetime | None:
    """When something falls due next; None where nothing will."""
    at: datetime | None = await session.scalar(select(func.min(Invitation.due_at)))
    return at


async def advance(session: AsyncSession, invitation_id: int, now: datetime, house: House) -> bool:
    """Do what is due for one invitation, in one transaction.

    False where there is nothing to do any more, or another worker is doing it in this moment.
    """
    found = await session.execute(
        select(Invitation, Customer, Service)
        .outerjoin(Customer, Customer.id == Invitation.customer_id)
        .outerjoin(Service, Service.id == Invitation.service_id)
        .where(Invitation.id == invitation_id, Invitation.due_at <= now, Invitation.status.in_(UNFINISHED))
        .with_for_update(of=Invitation, skip_locked=True)
    )
    row = found.one_or_none()  # it keeps the customer and the service in the session, where they are got from
    if row is None:
        return False
    invitation = row[0]
    if invitation.status is InvitationStatus.SCHEDULED:
        await send_if_still_right(session, invitation, now, house)
    elif invitation.expires_at is not None and invitation.expires_at <= now:
        await expire(session, invitation, now, house)
    else:
        await remind(session, invitation, now, house)
    return True


async def put_off(session: AsyncSession, invitation_id: int, now: datetime, until: datetime) -> None:
    """Leave what is due for one invitation until then, so that it stands in front of no other."""
    await session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.due_at <= now)
        .values(due_at=until)
    )


async def cancel_all(session: AsyncSession, customer: Customer, now: datetime, reason: Reason) -> None:
    """Take back what this customer was going to be asked.

    What waits to be sent is cancelled, and the ledger says why. An open survey is dismissed where the
    customer does not want it; where the customer cannot be reached it is over only if it never arrived.
    """
    invitations = await session.scalars(
        select(Invitation)
        .where(Invitation.customer_id == customer.id, Invitation.status.in_(UNFINISHED))
        .order_by(Invitation.id)
        .with_for_update()
    )
    for invitation in invitations.all():
        if invitation.status is InvitationStatus.SCHEDULED:
            await close(session, invitation, InvitationStatus.CANCELLED)
            await write(session, _cancellation(invitation, now, reason))
        elif reason is Reason.UNREACHABLE:
            if invitation.delivered_at is None:
                await close(session, invitation, InvitationStatus.UNDELIVERABLE)
        else:
            await withdraw_buttons(session, invitation, now)
            await close(session, invitation, InvitationStatus.DISMISSED)


async def cancel_for_service(session: AsyncSession, service_id: int, now: datetime, reason: Reason) -> None:
    """Cancel what was going to be asked about a service; the ledger says why."""
    waiting = select(Invitation).where(
        Invitation.service_id == service_id, Invitation.status == InvitationStatus.SCHEDULED
    )
    for invitation in (await session.scalars(waiting.with_for_update())).all():
        await close(session, invitation, InvitationStatus.CANCELLED)
        await write(session, _cancellation(invitation, now, reason))


async def call_off(session: AsyncSession, source: str, source_id: str, now: datetime) -> int:
    """Cancel what waits to be asked about a booking, close what is open, and return the booking's id.

    A start link that was not followed yet works no more: who follows it would be asked.

    Raises:
        NoSuchService: no booking of this source and id is known.
    """
    statement = select(Service).where(
        Service.source == Occasion.BOOKING.source, Service.source_id == booking_id(source, source_id)
    )
    booking: Service | None = await session.scalar(statement.with_for_update())
    if booking is None:
        raise NoSuchService(booking_id(source, source_id))
    if booking.customer_id is None:
        booking.start_token = None
    await cancel_for_service(session, booking.id, now, Reason.CALLED_OFF)
    answerable = select(Invitation).where(
        Invitation.service_id == booking.id, Invitation.status.in_(ANSWERABLE)
    )
    for invitation in (await session.scalars(answerable.with_for_update())).all():
        await withdraw_buttons(session, invitation, now)
        await close(session, invitation, InvitationStatus.EXPIRED)
    return booking.id


def _cancellation(invitation: Invitation, now: datetime, reason: Reason) -> Decision:
    return Decision(
        service_id=invitation.service_id,
        customer_id=invitation.customer_id,
        survey_key=invitation.survey_key,
        phase=Phase.SENDING,
        outcome=Outcome.SKIPPED,
        reason=reason,
        facts={reason.value: True},
        decided_at=now,
    )
