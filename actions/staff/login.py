"""Logging in, and proving it again: throttled before the password is looked at.

A name that does not exist takes as long as one that does.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staff.failures import TooManyAttempts, WrongCredentials
from actions.staff.login_trail import LoginEvent, note_failure, note_use
from actions.staff.passwords import LONGEST, Passwords
from actions.staff.secret_box import SecretBox
from actions.staff.sessions import REMEMBERED, end_session, open_session
from actions.staff.staff_names import plain_name
from actions.staff.throttle import AttemptOrigin, recent_failures, wait
from actions.staff.tokens import device_mark, kept_digest, name_digest, origin_digest
from actions.staff.totp import step_of
from store.engine.database import Database
from store.models.staff import LoginFailure, Staff, StaffSession


@dataclass(frozen=True, slots=True)
class Attempt:
    """A name, with what is to prove it.

    `address` is the network address, `device` the mark that the browser kept of an earlier session, and
    `former_token` the session that it still holds. `code` is needed by those who have set up one-time codes.
    """

    name: str
    password: str
    address: str
    device: str | None = None
    former_token: str | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Voucher:
    """A name that a sign-in provider vouches for; `address` and `former_token` as in `Attempt`."""

    name: str
    address: str
    former_token: str | None = None


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session has begun: its token, and the mark that the browser is to keep."""

    token: str
    device: str


@dataclass(frozen=True, slots=True)
class MatchedHash:
    """The hash that a password has matched, and the hash to keep from now on."""

    staff_id: int
    name: str
    matched: str
    renewed: str


@dataclass(frozen=True, slots=True)
class Login:
    """The door. There is one in a process: attempts are counted one after the other."""

    database: Database
    passwords: Passwords
    box: SecretBox
    counting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def log_in(self, attempt: Attempt, now: datetime) -> OpenedSession:
        """Check name, password and code and begin a session; the browser's former one ends.

        Raises:
            TooManyAttempts: refused without a look at the password.
            WrongCredentials: name, password or code is wrong, or the account is disabled.
        """
        async with self._proved(attempt, now, LoginEvent.LOGIN_FAILED) as (session, staff_id):
            if attempt.former_token is not None:
                await end_session(session, attempt.former_token, now)
            token = await open_session(session, staff_id, now)
            note_use(session, LoginEvent.LOGGED_IN, staff_id, attempt.address, now)
        return OpenedSession(token, device_mark(token))

    async def admit(self, voucher: Voucher, now: datetime) -> OpenedSession:
        """Begin a session for the member of this name; the browser's former one ends.

        Raises:
            WrongCredentials: there is no such account, or it is disabled.
        """
        async with self.database.transaction() as session:
            member = await _member(session, voucher.name)
            if member is None:
                raise WrongCredentials(None)
            if voucher.former_token is not None:
                await end_session(session, voucher.former_token, now)
            token = await open_session(session, member.id, now, by_provider=True)
            note_use(session, LoginEvent.LOGGED_IN, member.id, voucher.address, now)
        return OpenedSession(token, device_mark(token))

    async def confirm(self, attempt: Attempt, now: datetime) -> None:
        """Check password and code of a member who is logged in, before what a session alone must not do.

        Attempts are counted as those of logins are. The code is used up.

        Raises:
            TooManyAttempts: refused without a look at the password.
            WrongCredentials: password or code is wrong, or the account is disabled.
        """
        async with self._proved(attempt, now, LoginEvent.CONFIRMATION_FAILED):
            pass

    async def log_out(self, token: str, address: str, now: datetime) -> None:
        """End the session of this token, if there is one."""
        async with self.database.transaction() as session:
            ended = await end_session(session, token, now)
            if ended is not None:
                note_use(session, LoginEvent.LOGGED_OUT, ended, address, now)

    @asynccontextmanager
    async def _proved(
        self, attempt: Attempt, now: datetime, failed: LoginEvent
    ) -> AsyncIterator[tuple[AsyncSession, int]]:
        """A transaction, and the id of the member who has proved to be the one who is named."""
        async with self.counting, self.database.transaction() as session:
            member = await _member(session, attempt.name)
            counted = await _count(session, attempt, member, now)
        try:
            renewed = await self._matched(attempt, member)
            async with self.database.transaction() as session:
                row = await _keep_hash(session, renewed)
                _use_code(row, attempt.code, self.box, now)
                await session.execute(delete(LoginFailure).where(LoginFailure.id == counted))
                yield session, row.id
        except WrongCredentials:
            staff_id = member.id if member else None
            async with self.database.transaction() as session:
                await note_failure(session, failed, staff_id, attempt.address, now)
            raise

    async def _matched(self, attempt: Attempt, member: Staff | None) -> MatchedHash:
        """Check the password. No transaction is open meanwhile: it takes long, on purpose."""
        kept = member.password_hash if member else None
        password = attempt.password[: LONGEST + 1]
        if not await self.passwords.matches(kept, password) or member is None:
            raise WrongCredentials(member.name if member else None)
        renewed = await self.passwords.renewed(member.password_hash, password)
        return MatchedHash(member.id, member.name, member.password_hash, renewed)


async def _member(session: AsyncSession, name: str) -> Staff | None:
    statement = select(Staff).where(Staff.name == plain_name(name), Staff.disabled_at.is_(None))
    member: Staff | None = await session.scalar(statement)
    return member


async def _count(session: AsyncSession, attempt: Attempt, member: Staff | None, now: datetime) -> int:
    """Count the attempt as failed until it succeeds, so that many at once cannot slip through."""
    origin = await _origin(session, attempt, member, now)
    pause = wait(await recent_failures(session, origin, now), now, is_known=origin.is_known)
    if pause:
        raise TooManyAttempts(pause, member.name if member else None)
    failure = LoginFailure(name_digest=origin.name_digest, address_digest=origin.address_digest, at=now)
    session.add(failure)
    await session.flush()
    return failure.id


async def _origin(
    session: AsyncSession, attempt: Attempt, member: Staff | None, now: datetime
) -> AttemptOrigin:
    name = name_digest(plain_name(attempt.name))
    if attempt.device is not None and member is not None:
        known = select(StaffSession.id).where(
            StaffSession.digest == kept_digest(attempt.device),
            StaffSession.staff_id == member.id,
            StaffSession.created_at > now - REMEMBERED,
        )
        if await session.scalar(known) is not None:
            return AttemptOrigin(name, origin_digest(attempt.device), is_known=True)
    return AttemptOrigin(name, origin_digest(attempt.address), is_known=False)


async def _keep_hash(session: AsyncSession, found: MatchedHash) -> Staff:
    """Keep the hash, unless the account was disabled or got another password a moment ago."""
    current: Staff | None = await session.scalar(
        select(Staff)
        .where(
            Staff.id == found.staff_id,
            Staff.disabled_at.is_(None),
            Staff.password_hash == found.matched,
        )
        .with_for_update()
    )
    if current is None:
        raise WrongCredentials(found.name)
    current.password_hash = found.renewed
    return current


def _use_code(member: Staff, code: str, box: SecretBox, now: datetime) -> None:
    """Take the one-time code, where one is needed, so that it opens nothing again.

    A wrong code counts as a failed attempt like a wrong password, and says no more than that.
    """
    if member.totp_secret is None:
        return
    step = step_of(box.open(member.totp_secret), code, now, member.totp_step)
    if step is None:
        raise WrongCredentials(member.name)
    member.totp_step = step
