"""What logins leave in the audit log."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from actions.staff.failures import TooManyAttempts, WrongCredentials
from actions.staff.login import Attempt, Login
from actions.staff.login_trail import FAILURES_IN_WINDOW, LoginEvent, note_failure
from actions.staff.roster import Member
from actions.staff.throttle import AT_ONE_ACCOUNT, WINDOW
from store.engine.database import Database
from store.models.staff import AuditEntry
from tests.actions.staff.conftest import PASSWORD

RIGHT = Attempt("lee", PASSWORD, "10.0.0.1")
DETAIL = {"address": "10.0.0.1"}


async def trail(database: Database) -> list[tuple[str, str, str | None, object]]:
    async with database.reading() as session:
        rows = await session.scalars(
            select(AuditEntry).where(AuditEntry.action != "staff.added").order_by(AuditEntry.id)
        )
        return [(row.actor, row.action, row.subject, row.detail) for row in rows]


async def test_login_and_logout_are_noted_with_the_address(
    login: Login, database: Database, lee: Member, now: datetime
) -> None:
    opened = await login.log_in(RIGHT, now)
    for _ in range(2):  # the second time there is no session to end
        await login.log_out(opened.token, "10.0.0.1", now)
    owner = f"staff:{lee.id}"
    assert await trail(database) == [
        (owner, "staff.logged_in", owner, DETAIL),
        (owner, "staff.logged_out", owner, DETAIL),
    ]


async def test_failures_are_noted_and_throttled_attempts_are_not(
    login: Login, database: Database, lee: Member, now: datetime
) -> None:
    for _ in range(AT_ONE_ACCOUNT):
        with pytest.raises(WrongCredentials):
            await login.log_in(replace(RIGHT, password="guess"), now)
    with pytest.raises(TooManyAttempts):
        await login.log_in(replace(RIGHT, password="guess"), now)
    failed = ("stranger", "staff.login_failed", f"staff:{lee.id}", DETAIL)
    assert await trail(database) == [failed] * AT_ONE_ACCOUNT


async def test_unknown_account_is_noted_without_what_was_typed(
    login: Login, database: Database, now: datetime
) -> None:
    with pytest.raises(WrongCredentials) as raised:
        await login.log_in(replace(RIGHT, name=PASSWORD), now)
    assert raised.value.account is None
    assert await trail(database) == [("stranger", "staff.login_failed", None, DETAIL)]


async def test_failed_confirmation_is_noted(
    login: Login, database: Database, lee: Member, now: datetime
) -> None:
    with pytest.raises(WrongCredentials):
        await login.confirm(replace(RIGHT, password="guess"), now)
    assert [action for _, action, _, _ in await trail(database)] == ["staff.confirmation_failed"]


async def test_failures_do_not_flood_the_table(database: Database, now: datetime) -> None:
    many = select(func.count(AuditEntry.id))
    async with database.transaction() as session:
        for number in range(FAILURES_IN_WINDOW + 5):
            await note_failure(session, LoginEvent.LOGIN_FAILED, None, f"10.0.0.{number}", now)
            await session.flush()
        assert await session.scalar(many) == FAILURES_IN_WINDOW
        later = now + WINDOW + timedelta(seconds=1)
        await note_failure(session, LoginEvent.LOGIN_FAILED, None, "10.0.0.1", later)
        await session.flush()
        assert await session.scalar(many) == FAILURES_IN_WINDOW + 1
