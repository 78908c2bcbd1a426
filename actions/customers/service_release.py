"""Taking services away from a customer who should not have them, so that another customer can have them."""

import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.surveys.asking.open_survey import close
from actions.surveys.asking.survey_message import withdraw_buttons
from actions.surveys.policy.services import TOKEN_BYTES
from store.models.customers import Customer
from store.models.surveys import ANSWERABLE, Invitation, InvitationStatus, Service


async def release_services(
    session: AsyncSession, customer: Customer, which: ColumnElement[bool], now: datetime
) -> int:
    """Release those of the customer's services and return how many; each gets a new start link.

    What was to be asked about them is cancelled, and open surveys end. Answers stay with the customer.
    """
    services = await session.scalars(
        select(Service).where(Service.customer_id == customer.id, which).with_for_update()
    )
    released = services.all()
    for service in released:
        await _release_invitations(session, service, now)
        service.customer_id = None
        service.start_token = secrets.token_urlsafe(TOKEN_BYTES)
    await session.flush()
    return len(released)


async def _release_invitations(session: AsyncSession, service: Service, now: datetime) -> None:
    for invitation in await session.scalars(select(Invitation).where(Invitation.service_id == service.id)):
        if invitation.status in ANSWERABLE:
            await withdraw_buttons(session, invitation, now)
            await close(session, invitation, InvitationStatus.DISMISSED)
        elif invitation.status is InvitationStatus.SCHEDULED:
            await close(session, invitation, InvitationStatus.CANCELLED)
        invitation.service_id = None  # the next customer of the service may be asked once more
