"""The API describes itself, and its page loads nothing from elsewhere."""

import re
from typing import Any

import pytest

from tests.bot.api.conftest import ENDED, System


async def described(system: System) -> dict[str, Any]:
    content: dict[str, Any] = (await system.client.get("/api/v1/openapi.json")).json()
    return content


async def test_description_is_open_to_all(system: System) -> None:
    paths = [path for path in (await described(system))["paths"] if path.startswith("/api/v1/services/")]
    named, one = "/api/v1/services/link", "/api/v1/services/{service}/link"
    told = [ENDED.replace("ended", each) for each in ("ended", "booked", "called-off")]
    assert paths == [*told, *(f"{path}{end}" for end in ("", ".png", ".svg") for path in (named, one))]


async def test_every_answer_is_described(system: System) -> None:
    operation = (await described(system))["paths"][ENDED]["post"]
    assert " ".join(sorted(operation["responses"])) == "200 202 400 401 403 409 413 422 429 503"
    assert operation["security"] == [{"key": []}]


async def test_examples_of_the_description_work(system: System) -> None:
    operation = (await described(system))["paths"][ENDED]["post"]
    examples = operation["requestBody"]["content"]["application/json"]["examples"]
    answers = [await system.tell(**example["value"]) for example in examples.values()]
    assert [answer.status_code for answer in answers] == [202, 202]


async def test_page_names_only_files_of_its_own(system: System) -> None:
    page = await system.client.get("/api/v1/docs")
    files = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    answers = [await system.client.get(f"/api/v1/{file}") for file in files]
    assert page.status_code == 200
    assert {answer.status_code for answer in answers} == {200}
    assert "<style" not in page.text
    assert re.findall(r"<script(?! src=)", page.text) == []


@pytest.mark.parametrize("path", ["docs", "openapi.json"])
async def test_page_lets_nothing_else_in(system: System, path: str) -> None:
    policy = (await system.client.get(f"/api/v1/{path}")).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert [word for word in ("unsafe", "http", "*") if word in policy] == []
