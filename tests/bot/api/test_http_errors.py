"""Every request gets a clear answer, and never a server error."""

import json
import random
from typing import Any

import httpx
import pytest

from actions.settings.house import House
from bot.api.site.api_app import build_api
from store.engine.database import Database
from tests.bot.api.conftest import BODY, ENDED, System, quiet_deps
from tests.conftest import NOON

ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**63,
    10**400,
    1.5,
    1e308,
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202e=cmd()",
    "很" * 150,
    "x" * 5000,
    [],
    {},
    [[]],
    {"telegram_id": None},
    "2026-11-23T99:00:00Z",
    "-002026-01-01T00:00:00Z",
    "2026-11-23T00:00:00+99:99",
)
UNDERSTOOD = {200, 202, 400, 409, 413, 422}


def mutated(chance: random.Random) -> str:
    """A body with fields that are odd, missing, unknown or moved."""
    body: dict[str, Any] = json.loads(json.dumps(BODY))
    for _ in range(chance.randint(1, 4)):
        place = chance.choice([body, body["customer"] if isinstance(body.get("customer"), dict) else body])
        name = chance.choice([*BODY, "telegram_id", "external_id", "\ud83d", "__proto__"])
        if chance.random() < 0.2:
            place.pop(name, None)
        else:
            place[name] = chance.choice(ODD_VALUES)
    return json.dumps(body)


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_odd_bodies_never_break_it(system: System) -> None:
    chance = random.Random(20261123)  # noqa: S311 - the same bodies every time
    answers = [await system.post(mutated(chance)) for _ in range(300)]
    assert {answer.status_code for answer in answers} - UNDERSTOOD == set()
    assert all(answer.json() for answer in answers)


@pytest.mark.parametrize(
    "content",
    [
        b'{"source":',
        b"\xff\xfe{",
        b"[" * 30_000,
        b'{"a":' * 9_000 + b"1" + b"}" * 9_000,
        b'{"customer":{"telegram_id":' + b"9" * 5_000 + b"}}",
    ],
)
async def test_what_is_no_json_is_refused(system: System, content: bytes) -> None:
    assert (await system.post(content)).status_code == 400


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b'"x"', b"1", b"NaN"])
async def test_what_is_no_object_is_refused(system: System, content: bytes) -> None:
    answer = await system.post(content)
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["body"])


async def test_other_content_type_is_told_the_right_one(system: System) -> None:
    answer = await system.post(json.dumps(BODY), **{"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["msg"] == (
        "expected a JSON object; the body as a whole is sent as Content-Type: application/json"
    )


@pytest.mark.parametrize("size", [64 * 1024 + 1, 10_000_000])
async def test_body_that_is_too_large_is_refused(system: System, size: int) -> None:
    assert (await system.post(b" " * size)).status_code == 413


async def test_answer_never_repeats_what_was_sent(system: System) -> None:
    answer = await system.tell(customer={"telegram_id": "138-0013-8000"}, ended_at="secret words")
    assert answer.status_code == 422
    assert [word for word in ("138-0013-8000", "secret words") if word in answer.text] == []


async def test_unknown_path_and_method_are_refused(system: System) -> None:
    headers = {"Authorization": f"Bearer {system.key}"}
    answers = [await system.client.get(path, headers=headers) for path in (ENDED, "/api/v1/nothing")]
    assert [answer.status_code for answer in answers] == [405, 404]


async def test_database_that_is_down_is_said_so(house: House) -> None:
    database = Database.at("postgresql://nobody@127.0.0.1:1/none")
    deps = quiet_deps(database, house, lambda: NOON)
    transport = httpx.ASGITransport(build_api(deps))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.post(ENDED, json=BODY, headers={"Authorization": "Bearer hf_any"})
    await database.close()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.json() == {"detail": "the database is not available at the moment"}
