"""Nothing of the API is used without a key."""

from datetime import datetime, timedelta

import httpx
import pytest
from sqlalchemy import select

from actions.settings.house import House
from actions.staff.api_keys import KeyScope, issue, revoke
from bot.api.site.api_app import build_api
from store.engine.database import Database
from store.models.staff import ApiKey
from tests.bot.api.conftest import BODY, ENDED, System, quiet_deps
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


async def test_use_of_the_key_is_noted(system: System, database: Database) -> None:
    await system.tell()
    assert await used_at(database) == NOON


async def test_key_writes_only_with_a_scope_for_it(system: System, database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        system.key = await issue(session, "sheet", now, scopes=[KeyScope.CASES])
    assert (await system.send("GET", "cases")).status_code == 200
    assert (await system.send("POST", "cases/1/reopen")).status_code == 403
    async with database.transaction() as session:
        system.key = await issue(session, "robot", now, scopes=[KeyScope.CASES_WRITE])
    assert (await system.send("GET", "cases")).status_code == 403
    assert (await system.send("POST", "cases/1/reopen")).status_code == 404


async def test_key_is_refused_beyond_its_rate_until_the_minute_is_over(
    database: Database, house: House, now: datetime
) -> None:
    async with database.transaction() as session:
        keys = [await issue(session, name, now) for name in ("a", "b")]
    time = [now]
    deps = quiet_deps(database, house, lambda: time[0], rate=2)
    transport = httpx.ASGITransport(build_api(deps))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1/api/v1") as client:

        async def ask(key: str, seconds: float) -> httpx.Response:
            time[0] = now + timedelta(seconds=seconds)
            headers = {"Authorization": f"Bearer {key}"}
            return await client.get("/reports/funnel", headers=headers)

        answers = [await ask(keys[0], seconds) for seconds in (0, 10, 20.5, 60)]
        other = await ask(keys[1], 60)
    assert [answer.status_code for answer in (*answers, other)] == [200, 200, 429, 200, 200]
    assert [answer.headers["ratelimit"] for answer in answers] == [
        '"key";r=1;t=60',
        '"key";r=0;t=50',
        '"key";r=0;t=40',
        '"key";r=1;t=60',
    ]
    assert (answers[2].headers["retry-after"], answers[2].headers["ratelimit-policy"]) == (
        "40",
        '"key";q=2;w=60',
    )


async def test_key_opens_what_it_was_made_for(system: System, database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        system.key = await issue(session, "sheet", now, scopes=[KeyScope.REPORTS])
    assert (await system.tell()).status_code == 403
    headers = {"Authorization": f"Bearer {system.key}"}
    assert (await system.client.get("/api/v1/reports/summary", headers=headers)).status_code == 200
