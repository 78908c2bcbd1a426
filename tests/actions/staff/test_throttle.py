"""How failed logins are borne."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from actions.staff.throttle import (
    AT_ONE_ACCOUNT,
    AT_ONE_ACCOUNT_FROM_EVERYWHERE,
    FROM_ONE_ADDRESS,
    WINDOW,
    AttemptOrigin,
    Failures,
    recent_failures,
    wait,
)
from store.engine.database import Database
from store.models.staff import LoginFailure

NOTHING = timedelta(0)
STRANGER = AttemptOrigin("lee", "10.0.0.1", is_known=False)


def ago(now: datetime, minutes: int, count: int) -> tuple[datetime, ...]:
    """So many failures, the newest of them so many minutes ago, each a second older than the next."""
    return tuple(now - timedelta(minutes=minutes, seconds=second) for second in range(count))


def test_nothing_failed_means_no_wait(now: datetime) -> None:
    assert wait(Failures((), (), ()), now, is_known=False) == NOTHING


@pytest.mark.parametrize("is_known", [False, True])
def test_few_mistypings_are_borne_and_then_no_more(now: datetime, is_known: bool) -> None:
    few = ago(now, 1, AT_ONE_ACCOUNT - 1)
    assert wait(Failures(few, few, few), now, is_known=is_known) == NOTHING
    many = ago(now, 1, AT_ONE_ACCOUNT)
    expected = WINDOW - timedelta(minutes=1, seconds=AT_ONE_ACCOUNT - 1)
    assert wait(Failures(many, many, many), now, is_known=is_known) == expected


def test_address_that_tries_many_accounts_has_to_wait(now: datetime) -> None:
    failures = Failures((), ago(now, 0, FROM_ONE_ADDRESS), ())
    assert wait(failures, now, is_known=False) > NOTHING
    assert wait(failures, now, is_known=True) == NOTHING


def test_account_under_attack_leaves_each_further_address_one_attempt(now: datetime) -> None:
    attacked = ago(now, 0, AT_ONE_ACCOUNT_FROM_EVERYWHERE)
    assert wait(Failures((), (), attacked), now, is_known=False) == NOTHING
    once = ago(now, 0, 1)
    assert wait(Failures(once, once, attacked), now, is_known=False) > NOTHING
    assert wait(Failures(once, once, attacked), now, is_known=True) == NOTHING


async def failed(database: Database, name: str, address: str, at: datetime) -> None:
    async with database.transaction() as session:
        session.add(LoginFailure(name_digest=name, address_digest=address, at=at))


async def test_failures_are_counted_by_account_and_by_address(database: Database, now: datetime) -> None:
    times = [now - timedelta(minutes=minutes) for minutes in (1, 2, 3)]
    await failed(database, "lee", "10.0.0.1", times[0])
    await failed(database, "lee", "10.0.0.2", times[1])
    await failed(database, "mei", "10.0.0.1", times[2])
    async with database.transaction() as session:
        found = await recent_failures(session, STRANGER, now)
    assert found == Failures(
        here=(times[0],), from_address=(times[0], times[2]), at_account=(times[0], times[1])
    )


async def test_old_failures_are_forgotten(database: Database, now: datetime) -> None:
    await failed(database, "lee", "10.0.0.1", now - WINDOW)
    async with database.transaction() as session:
        found = await recent_failures(session, STRANGER, now)
    async with database.reading() as session:
        left = await session.scalar(select(func.count(LoginFailure.id)))
    assert (found, left) == (Failures((), (), ()), 0)
