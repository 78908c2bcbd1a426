"""Sessions of staff: opened by a login, ended by a logout, by idleness, by age or by an administrator."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staff.failures import SignedOut
from actions.staff.tokens import new_token, session_digest
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.staff import Role, Staff, StaffSession

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
# A write for every click would be wasteful: the time of the last one is kept to the minute.
FRESHNESS = timedelta(minutes=1)
# After this a browser is a stranger again, and its sessions are forgotten.
REMEMBERED = timedelta(days=180)


class FirstStep(StrEnum):
    """What a member of staff must do before the console opens to them."""

    PASSWORD = "password"  # noqa: S105 - replace a temporary one
    CODES = "codes"  # set up one-time codes, which their role needs


@dataclass(frozen=True, slots=True)
class Viewer:
    """The member of staff who is logged in."""

    session_id: int
    staff_id: int
    name: str
    role: Role
    language: Language | None
    csrf_token: str
    password_is_temporary: bool = False
    has_codes: bool = False
    by_provider: bool = False

    def first_step(self, with_codes: Collection[Role]) -> FirstStep | None:
        """Return what must be done first, where the roles `with_codes` need one-time codes."""
        if self.by_provider:  # which has its own password and second factor
            return None
        if self.password_is_temporary:
            return FirstStep.PASSWORD
        return FirstStep.CODES if self.role in with_codes and not self.has_codes else None


async def open_session(
    session: AsyncSession, staff_id: int, now: datetime, *, by_provider: bool = False
) -> str:
    """Begin a session; its token, which is never to be seen again."""
    await session.execute(delete(StaffSession).where(StaffSession.created_at <= now - REMEMBERED))
    token = new_token()
    session.add(
        StaffSession(
            digest=session_digest(token),
            staff_id=staff_id,
            csrf_token=new_token(),
            created_at=now,
            seen_at=now,
            by_provider=by_provider,
        )
    )
    await session.flush()
    return token


async def resume(database: Database, token: str, now: datetime, *, is_use: bool = True) -> Viewer:
    """Whose session this is, and note that it was used, unless no one did anything.

    Raises:
        SignedOut: the token is unknown, or its session has ended.
    """
    async with database.glance() as session:
        statement = (
            select(StaffSession, Staff)
            .join(Staff, Staff.id == StaffSession.staff_id)
            .where(StaffSession.digest == session_digest(token))
        )
        found = (await session.execute(statement)).tuples().one_or_none()
    if found is None or _has_ended(*found, now):
        raise SignedOut("no session")
    held, member = found
    if is_use and now - held.seen_at >= FRESHNESS:
        await _touch(database, held.id, now)
    return Viewer(
        held.id,
        member.id,
        member.name,
        member.role,
        member.language,
        held.csrf_token,
        member.password_is_temporary,
        has_codes=member.totp_secret is not None,
        by_provider=held.by_provider,
    )


async def end_session(session: AsyncSession, token: str, now: datetime) -> int | None:
    """End the session of this token, and return whose it was; None where there was none to end."""
    which = StaffSession.digest == session_digest(token)
    statement = select(StaffSession.staff_id).where(which, StaffSession.revoked_at.is_(None))
    owner: int | None = await session.scalar(statement)
    await _revoke(session, now, which)
    return owner


async def end_sessions_of(session: AsyncSession, staff_id: int, now: datetime) -> None:
    """End all sessions of a member of staff."""
    await _revoke(session, now, StaffSession.staff_id == staff_id)


async def end_other_sessions(session: AsyncSession, viewer: Viewer, now: datetime) -> None:
    """End all other sessions of this member of staff."""
    others = (StaffSession.staff_id == viewer.staff_id) & (StaffSession.id != viewer.session_id)
    await _revoke(session, now, others)


def _has_ended(held: StaffSession, member: Staff, now: datetime) -> bool:
    if held.revoked_at is not None or member.disabled_at is not None:
        return True
    return now - held.seen_at >= IDLE or now - held.created_at >= LONGEST


async def _touch(database: Database, session_id: int, now: datetime) -> None:
    async with database.transaction() as session:
        await session.execute(update(StaffSession).where(StaffSession.id == session_id).values(seen_at=now))


async def _revoke(session: AsyncSession, now: datetime, which: ColumnElement[bool]) -> None:
    await session.execute(
        update(StaffSession).where(which, StaffSession.revoked_at.is_(None)).values(revoked_at=now)
    )
