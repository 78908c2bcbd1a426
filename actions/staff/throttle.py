"""How many failed logins are borne, by account and by origin, without locking out the account's owner.

An origin is a browser that has logged in to this account before (known by its device mark), or else a
network address. Three limits hold within `WINDOW`:

1. one origin at one account: a few attempts, as people mistype;
2. one address at all accounts: stops spraying one password over many names;
3. one account from everywhere: stops many addresses guessing at one name. From then on each further address
   has a single attempt. A known browser is exempt from 2 and 3, so no one else can lock its owner out
   (after OWASP, "Slow Down Online Guessing Attacks with Device Cookies").

Refused attempts are not counted: going on does not prolong the wait.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.staff import LoginFailure

WINDOW = timedelta(minutes=15)
AT_ONE_ACCOUNT = 5
FROM_ONE_ADDRESS = 20
AT_ONE_ACCOUNT_FROM_EVERYWHERE = 50


@dataclass(frozen=True, slots=True)
class AttemptOrigin:
    """Where an attempt comes from; both as digests. `is_known` for a browser that has logged in before."""

    name_digest: str
    address_digest: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Failures:
    """The times of failed attempts within the window, newest first, no more of each than its limit."""

    here: tuple[datetime, ...]
    from_address: tuple[datetime, ...]
    at_account: tuple[datetime, ...]


def wait(failures: Failures, now: datetime, *, is_known: bool) -> timedelta:
    """How long the next attempt must wait; zero where it may be made."""
    limits = [(failures.here, AT_ONE_ACCOUNT)]
    if not is_known:
        limits.append((failures.from_address, FROM_ONE_ADDRESS))
        if failures.here:
            limits.append((failures.at_account, AT_ONE_ACCOUNT_FROM_EVERYWHERE))
    frees = [times[limit - 1] + WINDOW for times, limit in limits if len(times) >= limit]
    return max([*(free - now for free in frees), timedelta(0)])


async def recent_failures(session: AsyncSession, origin: AttemptOrigin, now: datetime) -> Failures:
    """What has failed lately, and forget what is older."""
    await session.execute(delete(LoginFailure).where(LoginFailure.at <= now - WINDOW))
    at_account = LoginFailure.name_digest == origin.name_digest
    from_address = LoginFailure.address_digest == origin.address_digest
    return Failures(
        here=await _times(session, at_account & from_address, AT_ONE_ACCOUNT),
        from_address=await _times(session, from_address, FROM_ONE_ADDRESS),
        at_account=await _times(session, at_account, AT_ONE_ACCOUNT_FROM_EVERYWHERE),
    )


async def _times(session: AsyncSession, which: ColumnElement[bool], limit: int) -> tuple[datetime, ...]:
    newest = select(LoginFailure.at).where(which).order_by(LoginFailure.at.desc()).limit(limit)
    return tuple(await session.scalars(newest))
