"""What the sender found out about a survey's messages."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.surveys import Invitation, InvitationStatus


async def delivered(session: AsyncSession, invitation_id: int, now: datetime) -> None:
    """A message of this survey has arrived; the first one counts."""
    await session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.delivered_at.is_(None))
        .values(delivered_at=now)
    )


async def undeliverable(session: AsyncSession, invitation_id: int, now: datetime) -> None:
    """A message of this survey cannot arrive; where none ever did, the survey is over."""
    await session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.status == InvitationStatus.SENT,
            Invitation.delivered_at.is_(None),
        )
        .values(status=InvitationStatus.UNDELIVERABLE, due_at=None, question=None)
    )
