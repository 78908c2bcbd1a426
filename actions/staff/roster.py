"""Who is on the staff: added, listed, disabled, given another password."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staff.failures import LastAdministrator, NameTaken, UnknownStaff
from actions.staff.passwords import Passwords, random_password
from actions.staff.sessions import end_sessions_of
from actions.staff.staff_names import fit_name, plain_name
from nlu.contract.labels import Language
from store.models.staff import ApiKey, AuditEntry, Role, Staff

FIRST_NAME = "admin"
SYSTEM = "system"
_IS_PERSON = ~exists().where(ApiKey.staff_id == Staff.id)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff."""

    id: int
    name: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None


async def add_member(
    session: AsyncSession,
    name: str,
    role: Role,
    password_hash: str,
    now: datetime,
    *,
    actor: str = SYSTEM,
    is_temporary: bool = False,
) -> Member:
    """Add a member of staff. The password is hashed by the caller, outside of the transaction.

    A temporary password must be changed at the first login.

    Raises:
        UnfitName: the name is empty, too long or hard to tell from another.
        NameTaken: a member has it, or had it: names in the audit log keep their meaning.
    """
    fitting = fit_name(name)
    if await session.scalar(select(Staff.id).where(func.lower(Staff.name) == fitting.lower())) is not None:
        raise NameTaken(f"there is a member of staff called {fitting} already")
    row = Staff(
        name=fitting,
        password_hash=password_hash,
        password_is_temporary=is_temporary,
        role=role,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    _audit(session, now, actor, "staff.added", row, role=role.value)
    return _member(row)


async def list_members(session: AsyncSession) -> tuple[Member, ...]:
    """Everybody, in the order in which they came; the accounts of keys are none of them."""
    people = select(Staff).where(_IS_PERSON).order_by(Staff.id)
    return tuple(_member(row) for row in await session.scalars(people))


async def disable_member(session: AsyncSession, name: str, now: datetime, *, actor: str = SYSTEM) -> Member:
    """Disable a member: no more logins, and all sessions end at once.

    Raises:
        UnknownStaff: no member has this name.
        LastAdministrator: there would be no administrator left.
    """
    row = await _named(session, name)
    if row.disabled_at is None:
        if row.role is Role.ADMINISTRATOR and await _administrators(session) == 1:
            raise LastAdministrator(f"{row.name} is the only administrator")
        row.disabled_at = now
        await end_sessions_of(session, row.id, now)
        _audit(session, now, actor, "staff.disabled", row)
    return _member(row)


async def change_role(
    session: AsyncSession, name: str, role: Role, now: datetime, *, actor: str = SYSTEM
) -> Member:
    """Change a member's role; their sessions go on with what the new role may do.

    Raises:
        UnknownStaff: no member has this name.
        LastAdministrator: there would be no administrator left.
    """
    row = await _named(session, name)
    if row.role is not role:
        if row.role is Role.ADMINISTRATOR and await _administrators(session) == 1:
            raise LastAdministrator(f"{row.name} is the only administrator")
        _audit(session, now, actor, "staff.role_changed", row, before=row.role.value, after=role.value)
        row.role = role
    return _member(row)


async def change_password(
    session: AsyncSession,
    name: str,
    password_hash: str,
    now: datetime,
    *,
    actor: str = SYSTEM,
    is_temporary: bool = False,
) -> Member:
    """Change a member's password; all their sessions end at once.

    A temporary password must be changed at the next login.

    Raises:
        UnknownStaff: no member has this name.
    """
    row = await _named(session, name)
    row.password_hash, row.password_is_temporary = password_hash, is_temporary
    await end_sessions_of(session, row.id, now)
    _audit(session, now, actor, "staff.password_changed", row)
    return _member(row)


async def member_of(session: AsyncSession, staff_id: int) -> Member:
    """Return a member by number.

    Raises:
        UnknownStaff: there is no such member.
    """
    row = await session.get(Staff, staff_id)
    if row is None:
        raise UnknownStaff(f"there is no member of staff {staff_id}")
    return _member(row)


async def choose_language(session: AsyncSession, staff_id: int, language: Language) -> None:
    """Store the language in which a member reads the console."""
    row = await session.get_one(Staff, staff_id)
    row.language = language


async def first_start_password(session: AsyncSession, now: datetime) -> str | None:
    """Where there is no staff at all, make an administrator `admin`; the password, to be shown once."""
    if await session.scalar(select(func.count(Staff.id)).where(_IS_PERSON)):
        return None
    password = random_password()
    hashed = await Passwords().hash(password)
    await add_member(session, FIRST_NAME, Role.ADMINISTRATOR, hashed, now, is_temporary=True)
    return password


async def _named(session: AsyncSession, name: str) -> Staff:
    row = await session.scalar(select(Staff).where(Staff.name == plain_name(name)))
    if row is None:
        raise UnknownStaff(f"there is no member of staff called {plain_name(name)}")
    return row


async def _administrators(session: AsyncSession) -> int:
    statement = select(func.count(Staff.id)).where(
        Staff.role == Role.ADMINISTRATOR, Staff.disabled_at.is_(None)
    )
    return await session.scalar(statement) or 0


def _audit(session: AsyncSession, now: datetime, actor: str, action: str, row: Staff, **detail: str) -> None:
    subject = f"staff:{row.id}"
    session.add(AuditEntry(at=now, actor=actor, action=action, subject=subject, detail=detail or None))


def _member(row: Staff) -> Member:
    return Member(row.id, row.name, row.role, row.created_at, row.disabled_at)
