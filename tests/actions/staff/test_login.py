"""Logging in, and being refused."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from actions.staff.failures import SignedOut, TooManyAttempts, WrongCredentials
from actions.staff.login import Attempt, Login
from actions.staff.roster import Member, disable_member
from actions.staff.sessions import REMEMBERED, resume
from actions.staff.throttle import AT_ONE_ACCOUNT, FROM_ONE_ADDRESS, WINDOW
from store.engine.database import Database
from store.models.staff import LoginFailure, Staff, StaffSession
from tests.actions.staff.conftest import PASSWORD

RIGHT = Attempt("lee", PASSWORD, "10.0.0.1")
WRONG = replace(RIGHT, password="guess")


async def outcome(login: Login, attempt: Attempt, now: datetime) -> str:
    try:
        await login.log_in(attempt, now)
    except WrongCredentials:
        return "wrong"
    except TooManyAttempts:
        return "throttled"
    return "in"


async def test_right_password_begins_a_session(
    login: Login, database: Database, lee: Member, now: datetime
) -> None:
    opened = await login.log_in(RIGHT, now)
    assert (await resume(database, opened.token, now)).staff_id == lee.id
    async with database.reading() as session:
        assert await session.scalar(select(func.count(LoginFailure.id))) == 0


async def test_name_is_compared_in_its_plain_form(login: Login, lee: Member, now: datetime) -> None:
    assert await outcome(login, replace(RIGHT, name=" ｌｅｅ\u200b"), now) == "in"


@pytest.mark.parametrize(
    "attempt",
    [
        WRONG,
        replace(RIGHT, password=""),
        replace(RIGHT, password=PASSWORD + "x"),
        replace(RIGHT, password=PASSWORD.upper()),
        replace(RIGHT, password="x" * 100_000),
        replace(RIGHT, password="\x00"),
        replace(RIGHT, name="nobody"),
        replace(RIGHT, name=""),
        replace(RIGHT, name="\x00"),
        replace(RIGHT, name="' OR 1=1 --"),
    ],
)
async def test_anything_else_is_refused_alike(
    login: Login, lee: Member, now: datetime, attempt: Attempt
) -> None:
    assert await outcome(login, attempt, now) == "wrong"


async def test_disabled_account_is_refused(
    login: Login, database: Database, lee: Member, now: datetime
) -> None:
    async with database.transaction() as session:
        await disable_member(session, "lee", now)
    assert await outcome(login, RIGHT, now) == "wrong"


async def test_former_session_of_the_browser_ends(
    login: Login, database: Database, lee: Member, now: datetime
) -> None:
    first = await login.log_in(RIGHT, now)
    second = await login.log_in(replace(RIGHT, former_token=first.token), now)
    assert first.token != second.token
    with pytest.raises(SignedOut):
        await resume(database, first.token, now)


async def test_guessing_is_throttled_and_ends_with_the_window(
    login: Login, lee: Member, now: datetime
) -> None:
    outcomes = [await outcome(login, WRONG, now) for _ in range(AT_ONE_ACCOUNT + 2)]
    assert outcomes == ["wrong"] * AT_ONE_ACCOUNT + ["throttled"] * 2
    assert await outcome(login, RIGHT, now) == "throttled"
    assert await outcome(login, RIGHT, now + WINDOW) == "in"


async def test_refused_attempts_do_not_prolong_the_wait(login: Login, lee: Member, now: datetime) -> None:
    for _ in range(AT_ONE_ACCOUNT):
        await outcome(login, WRONG, now)
    late = now + WINDOW - timedelta(seconds=1)
    with pytest.raises(TooManyAttempts) as raised:
        await login.log_in(WRONG, late)
    assert raised.value.retry_after == timedelta(seconds=1)
    assert await outcome(login, RIGHT, now + WINDOW) == "in"


async def test_many_guesses_at_once_do_not_slip_through(login: Login, lee: Member, now: datetime) -> None:
    outcomes = await asyncio.gather(*(outcome(login, WRONG, now) for _ in range(20)))
    assert sorted(outcomes) == ["throttled"] * (20 - AT_ONE_ACCOUNT) + ["wrong"] * AT_ONE_ACCOUNT


async def test_spraying_over_names_is_throttled(login: Login, lee: Member, now: datetime) -> None:
    outcomes = [
        await outcome(login, replace(WRONG, name=f"name{number}"), now)
        for number in range(FROM_ONE_ADDRESS + 1)
    ]
    assert outcomes == ["wrong"] * FROM_ONE_ADDRESS + ["throttled"]


async def test_owner_gets_in_from_elsewhere_while_somebody_guesses(
    login: Login, lee: Member, now: datetime
) -> None:
    for _ in range(AT_ONE_ACCOUNT + 1):
        await outcome(login, WRONG, now)
    assert await outcome(login, replace(RIGHT, address="10.0.0.2"), now) == "in"


async def test_owner_gets_in_from_the_same_address_by_a_known_browser(
    login: Login, lee: Member, now: datetime
) -> None:
    opened = await login.log_in(RIGHT, now)
    for _ in range(AT_ONE_ACCOUNT + 1):
        await outcome(login, WRONG, now)
    assert await outcome(login, replace(RIGHT, device=opened.device), now) == "in"


async def test_known_browser_is_throttled_on_its_own_account(
    login: Login, lee: Member, now: datetime
) -> None:
    opened = await login.log_in(RIGHT, now)
    guess = replace(WRONG, device=opened.device)
    outcomes = [await outcome(login, guess, now) for _ in range(AT_ONE_ACCOUNT + 1)]
    assert outcomes[-1] == "throttled"


@pytest.mark.parametrize("age", [timedelta(0), REMEMBERED])
async def test_made_up_or_forgotten_mark_makes_no_browser_known(
    login: Login, lee: Member, now: datetime, age: timedelta
) -> None:
    device = (await login.log_in(RIGHT, now - age)).device if age else "made up"
    for _ in range(AT_ONE_ACCOUNT):
        await outcome(login, WRONG, now)
    assert await outcome(login, replace(RIGHT, device=device), now) == "throttled"


async def test_confirmations_and_logins_share_their_count(login: Login, lee: Member, now: datetime) -> None:
    opened = await login.log_in(RIGHT, now)
    for _ in range(AT_ONE_ACCOUNT - 1):
        with pytest.raises(WrongCredentials):
            await login.confirm(replace(WRONG, device=opened.device), now)
    await login.confirm(replace(RIGHT, device=opened.device), now)
    assert await outcome(login, replace(WRONG, device=opened.device), now) == "wrong"
    with pytest.raises(TooManyAttempts):
        await login.confirm(replace(RIGHT, device=opened.device), now)


async def test_confirmation_begins_no_session(
    login: Login, database: Database, lee: Member, now: datetime
) -> None:
    await login.confirm(RIGHT, now)
    async with database.reading() as session:
        assert await session.scalar(select(func.count(StaffSession.id))) == 0
        assert await session.scalar(select(func.count(LoginFailure.id))) == 0


async def test_weak_hash_is_renewed_at_login(
    login: Login, database: Database, lee: Member, now: datetime
) -> None:
    async with database.transaction() as session:
        row = await session.get_one(Staff, lee.id)
        row.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    assert await outcome(login, RIGHT, now) == "in"
    async with database.reading() as session:
        kept = (await session.get_one(Staff, lee.id)).password_hash
    assert "m=19456,t=2,p=1" in kept
