"""A write is done once for each idempotency key."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import func, select

from actions.exchange.request_claims import SentRequest, claim_request
from actions.staff.api_keys import KeyScope, identify, issue
from store.engine.database import Database
from store.models.conversations import Note
from tests.bot.api.conftest import System
from tests.bot.api.writing.conftest import Waiting

KEY = {"Idempotency-Key": '"7f9c"'}
VIP = {"text": "VIP"}


async def notes(database: Database) -> int | None:
    async with database.reading() as session:
        return await session.scalar(select(func.count(Note.id)))


async def test_same_request_gets_the_first_answer(
    system: System, waiting: Waiting, database: Database
) -> None:
    path = f"conversations/{waiting.conversation}/notes"
    answers = [await system.send("POST", path, VIP, **KEY) for _ in range(3)]
    assert {(answer.status_code, answer.text) for answer in answers} == {(201, answers[0].text)}
    assert [answer.headers.get("idempotency-replayed") for answer in answers] == [None, "true", "true"]
    assert await notes(database) == 1


async def test_repeated_change_gets_the_first_tag(system: System, waiting: Waiting) -> None:
    path = f"cases/{waiting.case}"
    first = await system.send("PATCH", path, {"priority": "high"}, **KEY)
    await system.send("PATCH", path, {"priority": "normal"})
    again = await system.send("PATCH", path, {"priority": "high"}, **KEY)
    assert (again.status_code, again.headers["etag"]) == (204, first.headers["etag"])
    assert (await system.send("GET", path)).json()["priority"] == "normal"


async def test_key_of_another_request_is_refused(
    system: System, waiting: Waiting, database: Database
) -> None:
    path = f"conversations/{waiting.conversation}/notes"
    await system.send("POST", path, VIP, **KEY)
    others = [
        await system.send("POST", path, {"text": "other"}, **KEY),
        await system.send("POST", f"cases/{waiting.case}/notes", VIP, **KEY),
    ]
    assert [answer.status_code for answer in others] == [422, 422]
    assert others[0].json()["detail"][0]["loc"] == ["header", "idempotency-key"]
    assert await notes(database) == 1


async def test_keys_of_two_systems_are_apart(
    system: System, waiting: Waiting, database: Database, now: datetime
) -> None:
    path = f"conversations/{waiting.conversation}/notes"
    await system.send("POST", path, VIP, **KEY)
    async with database.transaction() as session:
        system.key = await issue(session, "crm", now, scopes=[KeyScope.CONVERSATIONS_WRITE])
    assert (await system.send("POST", path, {"text": "other"}, **KEY)).status_code == 201


async def test_request_that_runs_is_not_done_twice(
    system: System, waiting: Waiting, database: Database, now: datetime
) -> None:
    path = f"/api/v1/conversations/{waiting.conversation}/notes"
    async with database.transaction() as session:
        holder = await identify(session, system.key)
        content = f'POST\n{path}\n\n{{"text":"VIP"}}'.encode()
        await claim_request(session, SentRequest(holder.id, "7f9c", content), now)
    headers = {"Authorization": f"Bearer {system.key}", "Content-Type": "application/json", **KEY}
    answer = await system.client.post(path, content=b'{"text":"VIP"}', headers=headers)
    assert (answer.status_code, answer.headers["retry-after"]) == (409, "2")
    assert await notes(database) == 0


async def test_refused_request_can_succeed_later(system: System, waiting: Waiting) -> None:
    path = f"conversations/{waiting.conversation}"
    early = await system.send("POST", f"{path}/hand_back", **KEY)
    await system.send("POST", f"{path}/replies", {"text": "Hello", "take": True})
    done = await system.send("POST", f"{path}/hand_back", **KEY)
    assert (early.status_code, done.status_code) == (409, 204)


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_many_repetitions_at_once_write_once(
    system: System, waiting: Waiting, database: Database
) -> None:
    path = f"conversations/{waiting.conversation}/notes"
    answers = await asyncio.gather(*(system.send("POST", path, VIP, **KEY) for _ in range(12)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert await notes(database) == 1


@pytest.mark.parametrize("key", ["", "a b", "x" * 201])
async def test_odd_key_is_refused(system: System, waiting: Waiting, key: str) -> None:
    path = f"conversations/{waiting.conversation}/notes"
    answer = await system.send("POST", path, VIP, **{"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["header", "idempotency-key"])
