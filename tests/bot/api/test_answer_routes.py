"""GET, PUT and DELETE /api/v1/answers."""

import asyncio
from typing import Any

import httpx
import pytest

from actions.staff.api_keys import KeyScope, issue
from bot.api.answer_bodies import EXAMPLE
from store.engine.database import Database
from tests.bot.api.conftest import System
from tests.conftest import NOON

ANSWERS = "/api/v1/answers"


async def ask(
    system: System, method: str, key: str = "", body: object = None, **headers: str
) -> httpx.Response:
    """Send a request for all answers, or for one."""
    sent = {"Authorization": f"Bearer {system.key}", **{k.replace("_", "-"): v for k, v in headers.items()}}
    path = f"{ANSWERS}/{key}" if key else ANSWERS
    return await system.client.request(method, path, json=body, headers=sent)


def asking(question: str, **values: Any) -> dict[str, Any]:
    """A document with this question."""
    return {"wordings": {"zh": {"question": question, "answer": "九点。"}}, **values}


async def test_set_is_put_and_got_as_it_was_put(system: System) -> None:
    body = {"answers": {"hours": EXAMPLE, "returns": asking("怎么退货", starts="2026-12-01")}}
    put = await ask(system, "PUT", body=body)
    assert (put.status_code, put.json(), put.headers["etag"]) == (
        200,
        {"added": ["hours", "returns"], "changed": [], "unchanged": [], "retired": []},
        '"e2"',
    )
    got = await ask(system, "GET")
    assert (got.status_code, got.json(), got.headers["etag"]) == (200, body, '"e2"')
    again = await ask(system, "PUT", body=body)
    assert (again.json()["unchanged"], again.headers["etag"]) == (["hours", "returns"], '"e2"')


async def test_set_that_is_known_is_not_sent_again(system: System) -> None:
    await ask(system, "PUT", "hours", EXAMPLE)
    same, other = [await ask(system, "GET", If_None_Match=tag) for tag in ('"e1"', '"e7"')]
    assert (same.status_code, same.content, other.status_code) == (304, b"", 200)
    assert (await ask(system, "GET", "hours", If_None_Match='W/"v1"')).status_code == 304


async def test_whole_set_retires_what_is_left_out(system: System) -> None:
    await ask(system, "PUT", body={"answers": {"a": asking("甲"), "b": asking("乙")}})
    put = await ask(system, "PUT", body={"answers": {"b": asking("丙")}})
    assert put.json() == {"added": [], "changed": ["b"], "unchanged": [], "retired": ["a"]}
    assert list((await ask(system, "GET")).json()["answers"]) == ["b"]


async def test_one_answer_is_put_beside_the_others(system: System) -> None:
    await ask(system, "PUT", "a", asking("甲"))
    put = await ask(system, "PUT", "b", asking("乙"))
    assert (put.json()["added"], put.headers["etag"]) == (["b"], '"v1"')
    got = await ask(system, "GET", "b")
    assert (got.json(), got.headers["etag"]) == (asking("乙"), '"v1"')
    assert list((await ask(system, "GET")).json()["answers"]) == ["a", "b"]


@pytest.mark.parametrize(("tag", "status"), [('"v1"', 200), ("*", 200), ('"v7"', 412), ('"v7", "v1"', 200)])
async def test_write_names_the_version_that_it_goes_on_from(system: System, tag: str, status: int) -> None:
    await ask(system, "PUT", "a", asking("甲"))
    assert (await ask(system, "PUT", "a", asking("乙"), If_Match=tag)).status_code == status


async def test_set_is_refused_after_a_change_of_others(system: System) -> None:
    await ask(system, "PUT", "a", asking("甲"))
    body = {"answers": {"a": asking("乙")}}
    answers = [await ask(system, "PUT", body=body, If_Match=tag) for tag in ('"e0"', '"e1"')]
    assert [answer.status_code for answer in answers] == [412, 200]
    assert (await ask(system, "PUT", "new", asking("丙"), If_Match="*")).status_code == 412


async def test_same_question_twice_is_a_conflict_that_names_both(system: System) -> None:
    await ask(system, "PUT", "a", asking("几点开门"))
    answer = await ask(system, "PUT", "b", asking("幾點 開門？"))
    assert (answer.status_code, answer.json()["clashes"]) == (
        409,
        [{"key": "b", "question": "幾點 開門？", "language": "zh", "outlet": None, "holder": "a"}],
    )
    assert (await ask(system, "GET", "b")).status_code == 404


async def test_retired_answer_is_gone_and_its_question_free(system: System) -> None:
    await ask(system, "PUT", "a", asking("甲"))
    answers = [await ask(system, "DELETE", "a"), await ask(system, "DELETE", "a")]
    answers += [await ask(system, "GET", "a"), await ask(system, "DELETE", "b")]
    assert [answer.status_code for answer in answers] == [204, 204, 404, 404]
    assert (await ask(system, "PUT", "b", asking("甲"))).status_code == 200


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"answers": {}}, "answers"),
        ({"answers": {"a": {"wordings": {}}}}, "answers.a.wordings"),
        ({"answers": {"a": {**asking("甲"), "starts": "soon"}}}, "answers.a.starts"),
        ({"answers": {"a": asking("？")}}, "answers.a.wordings.zh.question"),
        ({"answers": {"a b": asking("甲")}}, "answers.a b.[key]"),
        ({}, "answers"),
    ],
)
async def test_mistakes_are_named(system: System, body: dict[str, Any], place: str) -> None:
    answer = await ask(system, "PUT", body=body)
    named = [".".join(map(str, each["loc"][1:])) for each in answer.json()["detail"]]
    assert (answer.status_code, named) == (422, [place])


async def test_set_may_be_larger_than_other_bodies(system: System) -> None:
    body = {"answers": {f"a{number}": asking(f"第{number}个问题") for number in range(60)}}
    body["answers"]["a1"]["wordings"]["zh"]["variants"] = [f"{'长' * 190}{number}" for number in range(60)]
    body["answers"]["a2"]["wordings"]["zh"]["answer"] = "答" * 3500
    assert (await ask(system, "PUT", body=body)).status_code == 200
    assert (await ask(system, "PUT", body={"answers": "x" * (9 * 1024 * 1024)})).status_code == 413


async def test_key_of_another_scope_is_refused(system: System, database: Database) -> None:
    async with database.transaction() as session:
        system.key = await issue(session, "sheet", NOON, scopes=[KeyScope.SERVICES, KeyScope.REPORTS])
    assert (await ask(system, "GET")).status_code == 403


async def test_only_one_of_two_writes_from_the_same_version_is_taken(system: System) -> None:
    await ask(system, "PUT", "a", asking("甲"))
    body = {"answers": {"a": asking("乙")}}
    sets = [ask(system, "PUT", body=body, If_Match='"e1"') for _ in range(3)]
    assert sorted([each.status_code for each in await asyncio.gather(*sets)]) == [200, 412, 412]
    singles = [ask(system, "PUT", "a", asking("丙"), If_Match='"v2"') for _ in range(3)]
    assert sorted([each.status_code for each in await asyncio.gather(*singles)]) == [200, 412, 412]
