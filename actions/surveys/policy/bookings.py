"""Services that are booked: what the customer expects is asked before they begin."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.surveys.policy.events import NotAskedBefore, ReservedSource, ServiceEnded
from actions.surveys.policy.services import Told, take
from store.models.address import Address
from store.models.occasions import OURS, Occasion, booking_id
from store.models.surveys import ANSWERABLE, Invitation, InvitationStatus, Service

DEFAULT_BEFORE = "servqual"


@dataclass(frozen=True, slots=True)
class ServiceBooked:
    """A service that will begin at `starts_at`; see `ServiceEnded` for the rest."""

    source: str
    id: str
    starts_at: datetime
    account: Address | None = None
    external_id: str | None = None
    outlet: str | None = None
    agent: str | None = None
    kind: str | None = None
    survey: str = DEFAULT_BEFORE
    timezone: str | None = None
    phone: str | None = None

    def occasion(self) -> ServiceEnded:
        """The same as an occasion to ask: the booking, which ends where the service begins."""
        return ServiceEnded(
            source=Occasion.BOOKING.source,
            id=booking_id(self.source, self.id),
            ended_at=self.starts_at,
            account=self.account,
            external_id=self.external_id,
            outlet=self.outlet,
            agent=self.agent,
            kind=self.kind,
            survey=self.survey,
            timezone=self.timezone,
            phone=self.phone,
        )


async def service_booked(session: AsyncSession, event: ServiceBooked, now: datetime, house: House) -> Told:
    """Store a booked service once, and decide about asking before it begins; it may be moved.

    Its end is reported under the same source and id. If the customer has answered by then, and the same
    survey is named, only how the service was perceived is asked.

    Raises:
        UnknownSurvey, NotAskedBefore, DifferentService, ReservedSource: nothing was stored.
    """
    if event.source.startswith(OURS):
        raise ReservedSource(event.source)
    survey = house.surveys.get(event.survey)
    if survey is not None and survey.apart is None:
        raise NotAskedBefore(event.survey, [key for key, each in house.surveys.items() if each.apart])
    occasion = event.occasion()
    booking = await _moved(session, occasion)
    if booking is not None:
        booking.ended_at, booking.digest = occasion.ended_at, occasion.digest
        await _reconsider(session, booking, now, house)
    return await take(session, occasion, now, house)


async def _moved(session: AsyncSession, occasion: ServiceEnded) -> Service | None:
    """The stored booking, if it is the same but for its beginning."""
    booking: Service | None = await session.scalar(
        select(Service).where(Service.source == occasion.source, Service.source_id == occasion.id)
    )
    if booking is None or booking.ended_at == occasion.ended_at:
        return None
    before = replace(occasion, ended_at=booking.ended_at)
    return booking if booking.digest == before.digest else None


async def _reconsider(session: AsyncSession, booking: Service, now: datetime, house: House) -> None:
    """Ask the policy again about what waits to be sent, and let an open survey end with the new beginning."""
    waiting = select(Invitation).where(Invitation.service_id == booking.id).with_for_update()
    for invitation in await session.scalars(waiting):
        if invitation.status is InvitationStatus.SCHEDULED:
            invitation.due_at = now
        elif invitation.status in ANSWERABLE and invitation.sent_at is not None:
            invitation.expires_at = min(invitation.sent_at + house.rules.expiry, booking.ended_at)
            invitation.due_at = min(invitation.due_at or booking.ended_at, invitation.expires_at)
