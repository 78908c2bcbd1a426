"""Secrets of one-time codes at start: clear ones are encrypted, all others are tried."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staff.failures import UnreadableSecret
from actions.staff.secret_box import PREFIX, SecretBox, is_locked
from store.models.staff import Staff


async def has_locked_secrets(session: AsyncSession) -> bool:
    """Return whether any secret was encrypted, so that its key has to be there."""
    statement = select(func.count(Staff.id)).where(Staff.totp_secret.startswith(PREFIX))
    return bool(await session.scalar(statement))


async def lock_secrets(session: AsyncSession, box: SecretBox) -> tuple[str, ...]:
    """Encrypt the secrets that are kept in clear; return the names of accounts whose secret no key opens."""
    unreadable = []
    for member in await session.scalars(select(Staff).where(Staff.totp_secret.is_not(None))):
        kept = member.totp_secret or ""
        try:
            secret = box.open(kept)
        except UnreadableSecret:
            unreadable.append(member.name)
            continue
        if not is_locked(kept):
            member.totp_secret = box.lock(secret)
    return tuple(unreadable)
