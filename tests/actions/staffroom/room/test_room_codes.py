"""One-time codes."""

from datetime import datetime

import pytest

from actions.staffroom.room.room_codes import LIFE, issue_code, use_code
from actions.staffroom.room.room_refusals import NoSuchCode
from store.engine.database import Database
from store.models.staff_rooms import CodePurpose
from tests.records import Records

ROOM, MEMBER = CodePurpose.ROOM, CodePurpose.MEMBER


async def test_code_works_once_for_its_purpose(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        ann = (await Records(session, now).staff("Ann")).id
        code = await issue_code(session, ROOM, ann, now)
        with pytest.raises(NoSuchCode):
            await use_code(session, MEMBER, code, now)
        assert await use_code(session, ROOM, f" {code.lower()} ", now) == ann
        with pytest.raises(NoSuchCode):
            await use_code(session, ROOM, code, now)


async def test_code_is_too_old_after_its_life(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        code = await issue_code(session, ROOM, (await Records(session, now).staff("Ann")).id, now)
        with pytest.raises(NoSuchCode):
            await use_code(session, ROOM, code, now + LIFE)


async def test_new_code_takes_the_place_of_an_unused_one(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        ann = (await Records(session, now).staff("Ann")).id
        first, second = [await issue_code(session, MEMBER, ann, now) for _ in range(2)]
        with pytest.raises(NoSuchCode):
            await use_code(session, MEMBER, first, now)
        assert await use_code(session, MEMBER, second, now) == ann
