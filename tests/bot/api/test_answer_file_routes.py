"""GET and PUT /api/v1/answers/files/{sha256}."""

import httpx
import pytest

from actions.answers.file_keeping import NewFile, checksum_of
from actions.answers.file_kind import LARGEST_KEPT
from actions.staff.api_keys import KeyScope, issue
from store.engine.database import Database
from tests.actions.answers.sample_files import MAP, MENU, named
from tests.bot.api.conftest import System
from tests.bot.api.test_answer_routes import ask, asking
from tests.conftest import NOON


async def put(system: System, file: NewFile, checksum: str = "") -> httpx.Response:
    """Hand in a file."""
    return await system.client.put(
        f"/api/v1/answers/files/{checksum or file.checksum}",
        params={"name": file.name},
        content=file.content,
        headers={"Authorization": f"Bearer {system.key}", "Content-Type": "application/octet-stream"},
    )


async def test_file_is_handed_in_before_the_answer_that_names_it(system: System) -> None:
    body = asking("早餐有什么", files=named(MENU, MAP))
    await put(system, MENU)
    refused = await ask(system, "PUT", "breakfast", body)
    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        [
            {
                "loc": ["body", "breakfast", "files"],
                "msg": f"breakfast: the file 'map.png' (sha256 {MAP.checksum}) is missing; hand it in too",
                "type": "answer_file_missing",
            }
        ],
    )
    assert [(await put(system, MAP)).status_code for _ in range(2)] == [204, 204]
    assert (await ask(system, "PUT", "breakfast", body)).status_code == 200
    assert (await ask(system, "GET", "breakfast")).json() == body
    got = await ask(system, "GET", f"files/{MAP.checksum}")
    assert (got.status_code, got.content) == (200, MAP.content)


@pytest.mark.parametrize(
    ("file", "checksum", "said"),
    [
        (MENU, "0" * 64, f"menu.pdf: its content has another SHA-256 than {'0' * 64}"),
        (NewFile("a.pdf", b"<html>"), "", "a.pdf: its content is not that of a file that ends in .pdf"),
        (NewFile("a.exe", b"MZ"), "", "'a.exe': expected a file name with one of the endings jpg, jpeg, png"),
        (NewFile("a.txt", b""), "", "a.txt: it is empty"),
    ],
)
async def test_file_that_cannot_be_sent_is_refused(
    system: System, file: NewFile, checksum: str, said: str
) -> None:
    refused = await put(system, file, checksum)
    assert (refused.status_code, refused.json()["detail"][0]["msg"][: len(said)]) == (422, said)
    assert (await ask(system, "GET", f"files/{checksum_of(file.content)}")).status_code == 404


async def test_largest_file_is_taken_and_a_larger_one_is_not(system: System) -> None:
    contents = [b"x" * LARGEST_KEPT, b"x" * (LARGEST_KEPT + 1)]
    assert [(await put(system, NewFile("a.txt", each))).status_code for each in contents] == [204, 413]


async def test_key_of_another_scope_is_refused(system: System, database: Database) -> None:
    async with database.transaction() as session:
        system.key = await issue(session, "sheet", NOON, scopes=[KeyScope.SERVICES])
    assert (await put(system, MENU)).status_code == 403
