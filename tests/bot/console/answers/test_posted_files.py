"""Files are handed in with the form of an answer, stay with it, and are shown as customers get them."""

from io import BytesIO

import httpx
import pytest
from sqlalchemy import func, select

from actions.answers.answer_package import read_zip
from actions.answers.file_keeping import NewFile
from actions.answers.file_kind import LARGEST_KEPT
from bot.console.answers.answer_fields import field_name, fields_of
from store.engine.database import Database
from store.models.answers import KeptContent
from store.models.staff import Role
from store.queries.answers.entry_states import entry_state
from tests.actions.answers.documents import document
from tests.actions.answers.sample_files import MAP, MENU, named
from tests.bot.console.browser import Browser, Browsers

FORM = {field_name(*key): text for key, text in fields_of(document("怎么走？", "看地图。")).items() if text}


async def post(browser: Browser, path: str, *files: NewFile, **fields: object) -> httpx.Response:
    """Post the form with these files."""
    values = {"csrf": browser.secret, "seen": "0", **FORM, **fields}
    parts = [("uploads", (file.name, file.content, "text/html")) for file in files]
    empty = [("uploads", ("", b"", "application/octet-stream"))]
    return await browser.client.post(f"/console{path}", data=values, files=parts or empty)


async def drafted(database: Database, answer: int = 4) -> list[dict[str, str]]:
    """The files of the draft."""
    async with database.reading() as session:
        content = (await entry_state(session, answer)).draft
    return list((content or {}).get("files", []))


async def test_files_are_saved_with_the_draft_and_shown(manager: Browser, database: Database) -> None:
    page = (await manager.get("/answers/new")).text
    assert 'enctype="multipart/form-data"' in page
    assert (await post(manager, "/answers/new", MENU, MAP)).status_code == 303
    assert await drafted(database) == named(MENU, MAP)
    page = (await manager.get("/answers/4")).text
    picture, document_ = (f"/console/answers/files/{file.checksum}?name={file.name}" for file in (MAP, MENU))
    assert f'src="{picture}"' in page
    assert page.count(f'href="{document_}"') == 2
    served = await manager.get(document_.removeprefix("/console"))
    assert (served.content, served.headers["content-disposition"]) == (
        MENU.content,
        "attachment; filename*=UTF-8''menu.pdf",
    )
    shown = await manager.get(picture.removeprefix("/console"))
    assert (shown.content, shown.headers["content-type"]) == (MAP.content, "image/jpeg")


async def test_file_without_its_tick_goes_and_others_stay(manager: Browser, database: Database) -> None:
    await manager.get("/answers/new")
    await post(manager, "/answers/new", MENU, MAP)
    await manager.get("/answers/4")
    stays = f"{MAP.name} | {MAP.checksum}"
    await post(manager, "/answers/4", MAP, seen="1", files=[stays])
    assert await drafted(database) == named(MAP)
    page = (await manager.get("/answers/4?compare=1")).text
    assert f"{MENU.name} | {MENU.checksum}</del>" in page


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([NewFile("menu.exe", b"MZ")], "“menu.exe” is of a kind that is not sent. Known endings: jpg, jpeg,"),
        ([NewFile("menu.pdf", b"%PDF-" + bytes(LARGEST_KEPT))], "“menu.pdf” is larger than 10 MiB."),
        ([NewFile("menu.pdf", b"")], "“menu.pdf” is empty."),
        (
            [NewFile("menu.pdf", b"<html>")],
            "“menu.pdf” is not a file of the kind that its ending says (.pdf).",
        ),
        (
            [NewFile(f"{number}.txt", b"%d" % number) for number in range(4)],
            "Files to send: At most 3 of them.",
        ),
    ],
    ids=["kind", "size", "empty", "content", "many"],
)
async def test_file_that_cannot_be_sent_is_named_with_the_limit(
    manager: Browser, database: Database, files: list[NewFile], said: str
) -> None:
    await manager.get("/answers/new")
    refused = await post(manager, "/answers/new", *files)
    assert (refused.status_code, said in refused.text) == (422, True)


async def test_file_stays_in_a_form_that_has_another_mistake(manager: Browser, database: Database) -> None:
    await manager.get("/answers/new")
    refused = await post(manager, "/answers/new", MENU, zh_answer="")
    line = f'name="files" value="{MENU.name} | {MENU.checksum}" checked'
    assert (refused.status_code, line in refused.text) == (422, True)
    checked = await post(manager, "/answers/new/check", MAP)
    assert f'value="{MAP.name} | {MAP.checksum}" checked' in checked.text
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(KeptContent)) == 2


async def test_file_that_is_not_kept_any_more_is_named(manager: Browser) -> None:
    await manager.get("/answers/new")
    refused = await post(manager, "/answers/new", files=[f"{MENU.name} | {MENU.checksum}"])
    assert "“menu.pdf” is not kept any more. Choose the file again." in refused.text
    assert (await manager.get(f"/answers/files/{MENU.checksum}")).status_code == 404


async def test_set_with_files_is_exported_and_taken_as_a_zip(manager: Browser, database: Database) -> None:
    await manager.get("/answers/new")
    await post(manager, "/answers/new", MENU)
    await manager.get("/answers/4/trial")
    await manager.post("/answers/4/publish", number="1", edition="2")
    exported = await manager.get("/answers/export")
    assert exported.headers["content-disposition"] == 'attachment; filename="answers.zip"'
    content = exported.content
    with BytesIO(content) as packed:
        assert [file.checksum for file in read_zip("answers.zip", packed).files] == [MENU.checksum]
    values = {"csrf": manager.secret}
    package = {"package": ("answers.zip", content, "application/zip")}
    planned = await manager.client.post("/console/answers/exchange", data=values, files=package)
    assert MENU.checksum in planned.text
    assert "0 would be added, 0 changed, 0 retired; 3 stay as they are." in planned.text
    broken = {"package": ("answers.zip", b"no zip", "application/zip")}
    refused = await manager.client.post("/console/answers/exchange", data=values, files=broken)
    assert (refused.status_code, "cannot be read as a ZIP" in refused.text) == (422, True)


async def test_file_that_is_not_utf_8_is_refused(manager: Browser) -> None:
    await manager.get("/answers/exchange")
    content = "way:\n  wordings: {zh: {question: 怎么走}}".encode("gbk")
    package = {"package": ("answers.yml", content, "text/yaml")}
    values = {"csrf": manager.secret}
    refused = await manager.client.post("/console/answers/exchange", data=values, files=package)
    assert (refused.status_code, "answers.yml: cannot be read" in refused.text) == (422, True)


async def test_agents_read_files_and_hand_in_none(
    manager: Browser, browsers: Browsers, database: Database
) -> None:
    await manager.get("/answers/new")
    await post(manager, "/answers/new", MENU)
    agent = await browsers.logged_in(Role.AGENT)
    assert (await agent.get(f"/answers/files/{MENU.checksum}")).content == MENU.content
    await agent.get("/answers/4")
    assert (await post(agent, "/answers/4", MAP, seen="1")).status_code == 403
