"""Keys for systems: 256 random bits, shown once; only a digest is kept.

KeysError
├── KeyNameTaken       choose another name, or revoke the key of this name first
├── NoSuchKey          look at the list of keys
├── SourcesLimitScope  leave out reports and answers, or the sources
└── UnknownKey         refuse the request
"""

import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.staff import ApiKey, AuditEntry, Role, Staff

SYSTEM = "system"
MARK = "hf_"  # lets people and scanners tell what they have found
KEY_BYTES = 32
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
ACCOUNT = "{name} (API)"


class KeysError(Exception):
    """Something about keys that cannot be done."""


class KeyNameTaken(KeysError):
    """A key of this name is in use."""


class NoSuchKey(KeysError):
    """No key of this name is in use."""


class SourcesLimitScope(KeysError):
    """A key that has sources opens services only: reports and answers belong to all sources."""


class UnknownKey(KeysError):
    """The key was never issued, or is revoked."""


class KeyScope(StrEnum):
    """What a key opens."""

    SERVICES = "services"  # tell of services, and get their start links
    REPORTS = "reports"  # read the numbers
    ANSWERS = "answers"  # read and write what the bot answers
    CASES = "cases"  # read cases
    CONVERSATIONS = "conversations"  # read what customers and staff wrote
    CUSTOMERS = "customers"  # read who they are
    SURVEYS = "surveys"  # read what is asked, and each answer
    CASES_WRITE = "cases_write"  # assign, settle and reopen cases, and write notes in them
    CONVERSATIONS_WRITE = "conversations_write"  # reply to customers, and write notes
    CUSTOMERS_WRITE = "customers_write"  # change what is known about them


WRITING = {
    KeyScope.CASES: KeyScope.CASES_WRITE,
    KeyScope.CONVERSATIONS: KeyScope.CONVERSATIONS_WRITE,
    KeyScope.CUSTOMERS: KeyScope.CUSTOMERS_WRITE,
}
"""What a key needs to write where the other scope reads; the rest of the scopes do both."""
UNLESS_SAID = (KeyScope.SERVICES, KeyScope.REPORTS, KeyScope.ANSWERS)
"""What a key opens without scopes. Personal data is opened only where a scope says so."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The system that holds a key."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    scopes: tuple[KeyScope, ...] = UNLESS_SAID
    # None: any source.
    sources: tuple[str, ...] | None = None
    # The account in whose name it writes; None for a key that only reads.
    staff_id: int | None = None

    def speaks_for(self, source: str) -> bool:
        """Return whether the key may tell of services of this source, and read them."""
        return self.sources is None or source in self.sources


async def issue(
    session: AsyncSession,
    name: str,
    now: datetime,
    *,
    scopes: Sequence[KeyScope] | None = None,
    sources: Sequence[str] | None = None,
    actor: str = SYSTEM,
) -> str:
    """Make a key for a system, and return it for the only time. The name of a revoked key may be used again.

    Without scopes, the key opens what fits its sources, but no personal data. All but services belongs to all
    sources, so that a key of some sources cannot open it. A key that writes has an account of its own, which
    is among the authors and which no person can sign in to.

    Raises:
        SourcesLimitScope: the key has sources and is to open more than services.
        ValueError: the name is not 1 to 60 of A-Z, a-z, 0-9, dot, hyphen and underscore.
        KeyNameTaken: a key of this name is in use, or a member of staff is called as its account would be.
    """
    if not NAME.fullmatch(name):
        raise ValueError("a name has 1 to 60 of A-Z, a-z, 0-9, dot, hyphen and underscore")
    opened = _scopes(scopes, sources)
    row = await session.scalar(select(ApiKey).where(ApiKey.name == name))
    if row is None:
        row = ApiKey(name=name)
        session.add(row)
    elif row.revoked_at is None:
        raise KeyNameTaken(name)
    key = MARK + secrets.token_urlsafe(KEY_BYTES)
    row.digest, row.created_at, row.used_at, row.revoked_at = _digest(key), now, None, None
    row.scopes = [scope.value for scope in opened]
    row.sources = None if sources is None else sorted(set(sources))
    if row.staff_id is None and set(opened) & set(WRITING.values()):
        row.staff_id = await _make_account(session, name, now)
    issued = _audit("key.issued", name, now, actor)
    issued.detail = {"scopes": row.scopes, "sources": row.sources}
    session.add(issued)
    await session.flush()
    return key


async def revoke(session: AsyncSession, name: str, now: datetime, *, actor: str = SYSTEM) -> None:
    """Refuse the key of this name from now on.

    Raises:
        NoSuchKey: no key of this name is in use.
    """
    row = await session.scalar(select(ApiKey).where(ApiKey.name == name, ApiKey.revoked_at.is_(None)))
    if row is None:
        raise NoSuchKey(name)
    row.revoked_at = now
    session.add(_audit("key.revoked", name, now, actor))


async def identify(session: AsyncSession, key: str) -> Holder:
    """Whose key it is.

    A fast digest is enough, since a key cannot be guessed.

    Raises:
        UnknownKey: no such key exists.
    """
    digest = _digest(key)
    row = await session.scalar(select(ApiKey).where(ApiKey.digest == digest))
    if row is None or row.revoked_at is not None or not hmac.compare_digest(row.digest, digest):
        raise UnknownKey
    return _holder(row)


async def all_keys(session: AsyncSession) -> Sequence[Holder]:
    """Every key that was issued, by name."""
    rows = await session.scalars(select(ApiKey).order_by(ApiKey.name))
    return [_holder(row) for row in rows]


def _scopes(scopes: Sequence[KeyScope] | None, sources: Sequence[str] | None) -> Sequence[KeyScope]:
    if sources is None:
        return UNLESS_SAID if scopes is None else scopes
    if scopes is not None and set(scopes) - {KeyScope.SERVICES}:
        raise SourcesLimitScope("a key with sources opens services only: the rest belongs to all sources")
    return (KeyScope.SERVICES,) if scopes is None else scopes


async def _make_account(session: AsyncSession, name: str, now: datetime) -> int:
    called = ACCOUNT.format(name=name)
    if await session.scalar(select(Staff.id).where(func.lower(Staff.name) == called.lower())) is not None:
        raise KeyNameTaken(name)
    account = Staff(name=called, password_hash="", role=Role.AGENT, created_at=now, disabled_at=now)
    session.add(account)
    await session.flush()
    return account.id


def _digest(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _holder(row: ApiKey) -> Holder:
    scopes = UNLESS_SAID if row.scopes is None else tuple(scope for scope in KeyScope if scope in row.scopes)
    sources = None if row.sources is None else tuple(row.sources)
    return Holder(
        row.id, row.name, row.created_at, row.used_at, row.revoked_at, scopes, sources, row.staff_id
    )


def _audit(action: str, name: str, now: datetime, actor: str) -> AuditEntry:
    return AuditEntry(at=now, actor=actor, action=action, subject=f"key:{name}")
