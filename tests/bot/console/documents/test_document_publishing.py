"""A draft without mistakes is put in force at once; older versions and the file can be again."""

import asyncio
from datetime import timedelta

import pytest

from bot.console.web.console_parts import ConsoleDeps
from store.engine.database import Database
from store.models.staff import Role
from store.queries.documents.document_states import document_states
from tests.actions.documents.published import files, publish, rules
from tests.bot.console.browser import Browser, Browsers


@pytest.fixture
async def manager(browsers: Browsers, staff: None) -> Browser:
    """A manager who is logged in."""
    manager = await browsers.logged_in(Role.MANAGER)
    await manager.get("/settings")
    return manager


async def _said(manager: Browser, address: str, **fields: str) -> str:
    """Return the notice that an action leads to."""
    answer = await manager.post(address, **fields)
    assert answer.status_code == 303
    return answer.headers["location"].partition("notice=")[2]


def _promised(deps: ConsoleDeps) -> timedelta:
    return deps.at_present().house.first_reply


async def test_published_draft_is_in_force_in_this_process(manager: Browser, deps: ConsoleDeps) -> None:
    await manager.post("/settings/rules/text", yaml=rules(3), seen="0")
    assert await _said(manager, "/settings/rules/publish", number="1") == "published"
    assert _promised(deps) == timedelta(hours=3)
    assert "browser, version 1" in (await manager.get("/settings")).text


async def test_draft_with_mistakes_is_not_published(manager: Browser, deps: ConsoleDeps) -> None:
    await manager.post("/settings/rules/text", yaml=rules(-1), seen="0")
    assert await _said(manager, "/settings/rules/publish", number="1") == "settings_wrong"
    assert _promised(deps) == timedelta(hours=4)


async def test_only_the_draft_of_the_page_is_published(manager: Browser) -> None:
    await manager.post("/settings/rules/text", yaml=rules(3), seen="0")
    await manager.post("/settings/rules/text", yaml=rules(2), seen="1")
    assert await _said(manager, "/settings/rules/publish", number="1") == "no_such_version"


async def test_older_version_and_file_are_put_in_force_again(manager: Browser, deps: ConsoleDeps) -> None:
    for seen, hours in enumerate((3, 2)):
        await manager.post("/settings/rules/text", yaml=rules(hours), seen=f"{seen}")
        await manager.post("/settings/rules/publish", number=f"{seen + 1}")
    promised = [_promised(deps)]
    for number in ("1", "0"):
        assert await _said(manager, "/settings/rules/rollback", number=number) == "rolled_back"
        promised.append(_promised(deps))
    assert promised == [timedelta(hours=hours) for hours in (2, 3, 4)]
    assert await _said(manager, "/settings/rules/rollback", number="0") == "no_such_version"
    assert await _said(manager, "/settings/rules/rollback", number="9") == "no_such_version"


async def test_words_of_both_languages_are_published_together(manager: Browser, deps: ConsoleDeps) -> None:
    words = {
        "replies.zh": files()["replies.zh"].text.replace("您好，这里是客服回访助手。", "您好！"),
        "replies.en": files()["replies.en"].text.replace("help: |", "help: |\n  Huifang helps.\n", 1),
    }
    for key, text in words.items():
        await manager.post(f"/settings/{key}/text", yaml=text, seen="0")
    page = (await manager.get("/settings/replies.zh/text")).text
    assert "Published together with the draft of: The bot’s words (English)" in page
    assert await _said(manager, "/settings/replies.zh/publish", number="1") == "published"
    listed = (await manager.get("/settings")).text
    assert listed.count("browser, version 1") == 2


async def test_draft_is_given_up(manager: Browser) -> None:
    await manager.post("/settings/rules/text", yaml=rules(3), seen="0")
    said = [await _said(manager, "/settings/rules/discard") for _ in range(2)]
    assert said == ["draft_discarded", "no_such_version"]


async def test_refused_roll_back_leaves_no_draft(manager: Browser, database: Database) -> None:
    await manager.post("/settings/rules/text", yaml=rules(3), seen="0")
    await manager.post("/settings/rules/publish", number="1")
    async with database.transaction() as session:
        await publish(session, "calendar", files()["calendar"].text)
        rolling_back = asyncio.create_task(manager.post("/settings/rules/rollback", number="1"))
        await asyncio.sleep(1)
    assert (await rolling_back).headers["location"].endswith("notice=settings_moved")
    async with database.reading() as session:
        assert (await document_states(session))["rules"].draft is None
