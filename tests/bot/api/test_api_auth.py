"""Nothing of the API is used without a key."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from actions.staff.api_keys import KeyScope, issue, revoke
from store.engine.database import Database
from store.models.staff import ApiKey
from tests.bot.api.conftest import BODY, ENDED, System
from tests.conftest import NOON


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "Bearer hf_wrong", "Basic aGY6eA==", f"Bearer {'x' * 5000}", "hf_wrong"],
)
async def test_whoever_has_no_key_is_refused(system: System, authorization: str) -> None:
    answer = await system.client.post(ENDED, json=BODY, headers={"Authorization": authorization})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json() == {"detail": "a key is needed: Authorization: Bearer hf_…"}


async def test_key_is_asked_for_before_the_body_is_looked_at(system: System) -> None:
    answer = await system.client.post(ENDED, content=b"{" * 10_000_000)
    assert answer.status_code == 401


async def test_key_is_asked_for_before_the_path_is_looked_at(system: System) -> None:
    assert (await system.client.get("/api/v1/nothing")).status_code == 401


async def test_paths_elsewhere_need_no_key(system: System) -> None:
    assert (await system.client.get("/nothing")).status_code == 404


async def test_scheme_may_be_written_in_any_case(system: System) -> None:
    headers = {"Authorization": f"bearer {system.key}"}
    assert (await system.client.post(ENDED, json=BODY, headers=headers)).status_code == 202


async def test_revoked_key_is_refused(system: System, database: Database) -> None:
    async with database.transaction() as session:
        await revoke(session, "till-3", NOON)
    assert (await system.tell()).status_code == 401


async def used_at(database: Database) -> object:
    async with database.reading() as session:
        return await session.scalar(select(ApiKey.used_at))


async def test_use_of_the_key_is_noted_to_the_hour(system: System, database: Database) -> None:
    await system.tell()
    assert await used_at(database) == NOON
    lately = NOON - timedelta(minutes=30)
    async with database.transaction() as session:
        await session.execute(update(ApiKey).values(used_at=lately))
    await system.tell()
    assert await used_at(database) == lately


async def test_key_opens_what_it_was_made_for(system: System, database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        system.key = await issue(session, "sheet", now, scopes=[KeyScope.REPORTS])
    assert (await system.tell()).status_code == 403
    headers = {"Authorization": f"Bearer {system.key}"}
    assert (await system.client.get("/api/v1/reports/summary", headers=headers)).status_code == 200
