"""Sessions of staff."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.staff.failures import SignedOut
from actions.staff.roster import Member
from actions.staff.sessions import (
    FRESHNESS,
    IDLE,
    LONGEST,
    REMEMBERED,
    end_session,
    end_sessions_of,
    open_session,
    resume,
)
from store.engine.database import Database
from store.models.staff import Role, Staff, StaffSession

SECOND = timedelta(seconds=1)


async def opened(database: Database, member: Member, now: datetime) -> str:
    async with database.transaction() as session:
        return await open_session(session, member.id, now)


async def test_session_tells_whose_it_is(database: Database, lee: Member, now: datetime) -> None:
    token = await opened(database, lee, now)
    viewer = await resume(database, token, now)
    assert (viewer.staff_id, viewer.name, viewer.role, viewer.language) == (lee.id, "lee", Role.AGENT, None)


async def test_database_keeps_no_token(database: Database, lee: Member, now: datetime) -> None:
    token = await opened(database, lee, now)
    async with database.reading() as session:
        row = (await session.scalars(select(StaffSession))).one()
    assert token not in (row.digest, row.csrf_token)


@pytest.mark.parametrize("token", ["", "guess", "x" * 43])
async def test_unknown_token_is_refused(database: Database, lee: Member, now: datetime, token: str) -> None:
    await opened(database, lee, now)
    with pytest.raises(SignedOut):
        await resume(database, token, now)


async def test_idle_session_ends(database: Database, lee: Member, now: datetime) -> None:
    token = await opened(database, lee, now)
    await resume(database, token, now + IDLE - SECOND)
    with pytest.raises(SignedOut):
        await resume(database, token, now + 2 * IDLE - SECOND)


async def test_used_session_ends_after_a_working_day(database: Database, lee: Member, now: datetime) -> None:
    token = await opened(database, lee, now)
    at = now
    while at + IDLE / 2 < now + LONGEST:
        at += IDLE / 2
        await resume(database, token, at)
    with pytest.raises(SignedOut):
        await resume(database, token, now + LONGEST)


async def test_use_is_noted_to_the_minute(database: Database, lee: Member, now: datetime) -> None:
    token = await opened(database, lee, now)
    for at in (now + FRESHNESS - SECOND, now + FRESHNESS, now + FRESHNESS + SECOND):
        await resume(database, token, at)
    async with database.reading() as session:
        assert await session.scalar(select(StaffSession.seen_at)) == now + FRESHNESS


async def test_ended_session_is_refused_and_others_go_on(
    database: Database, lee: Member, now: datetime
) -> None:
    ended, other = await opened(database, lee, now), await opened(database, lee, now)
    async with database.transaction() as session:
        await end_session(session, ended, now)
    with pytest.raises(SignedOut):
        await resume(database, ended, now)
    assert (await resume(database, other, now)).staff_id == lee.id


async def test_all_sessions_of_somebody_can_be_ended(database: Database, lee: Member, now: datetime) -> None:
    tokens = [await opened(database, lee, now) for _ in range(2)]
    async with database.transaction() as session:
        await end_sessions_of(session, lee.id, now)
    for token in tokens:
        with pytest.raises(SignedOut):
            await resume(database, token, now)


async def test_session_of_disabled_staff_is_refused(database: Database, lee: Member, now: datetime) -> None:
    token = await opened(database, lee, now)
    async with database.transaction() as session:
        (await session.get_one(Staff, lee.id)).disabled_at = now
    with pytest.raises(SignedOut):
        await resume(database, token, now)


async def test_old_sessions_are_forgotten(database: Database, lee: Member, now: datetime) -> None:
    await opened(database, lee, now - REMEMBERED)
    await opened(database, lee, now)
    async with database.reading() as session:
        assert list(await session.scalars(select(StaffSession.created_at))) == [now]
