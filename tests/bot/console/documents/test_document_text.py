"""A document is edited as text, with what the checker says of each line."""

from urllib.parse import urlsplit

import pytest

from store.engine.database import Database
from store.models.staff import Role
from store.queries.documents.document_states import document_states
from tests.actions.documents.published import files, rules
from tests.bot.console.browser import Browser, Browsers


@pytest.fixture
async def manager(browsers: Browsers, staff: None) -> Browser:
    """A manager who is logged in."""
    return await browsers.logged_in(Role.MANAGER)


async def test_text_of_the_file_is_shown_first(manager: Browser) -> None:
    page = (await manager.get("/settings/rules/text")).text
    assert "first_reply_hours: 4" in page
    assert "data/rules.yml" in page


async def test_draft_is_saved_and_compared(manager: Browser, database: Database) -> None:
    await manager.get("/settings/rules/text")
    saved = await manager.post(
        "/settings/rules/text", yaml=rules(3).replace("\n", "\r\n"), why="summer", seen="0"
    )
    assert (saved.status_code, urlsplit(saved.headers["location"]).path) == (
        303,
        "/console/settings/rules/text",
    )
    async with database.reading() as session:
        draft = (await document_states(session))["rules"].draft
    assert draft is not None
    assert (draft.text, draft.why) == (rules(3), "summer")
    page = (await manager.get("/settings/rules/text")).text
    assert "<ins>+  first_reply_hours: 3" in page
    assert "<del>-  first_reply_hours: 4" in page


async def test_draft_with_mistakes_is_kept_and_they_are_named_with_their_lines(manager: Browser) -> None:
    await manager.get("/settings/rules/text")
    await manager.post("/settings/rules/text", yaml=rules(-1), seen="0")
    page = (await manager.get("/settings/rules/text")).text
    line = (
        rules(-1).split("\n").index("  first_reply_hours: -1    # promised for complaints and inquiries") + 1
    )
    assert f"Line {line}: <code>cases.first_reply_hours: Input should be greater than or equal to 0" in page
    assert 'value="1" disabled' in page


async def test_change_of_a_colleague_is_not_written_over(manager: Browser, database: Database) -> None:
    await manager.get("/settings/rules/text")
    await manager.post("/settings/rules/text", yaml=rules(3), seen="0")
    refused = await manager.post("/settings/rules/text", yaml=rules(2), seen="0")
    assert refused.status_code == 422
    assert "Another person has changed this meanwhile" in refused.text
    assert "first_reply_hours: 2" in refused.text
    async with database.reading() as session:
        draft = (await document_states(session))["rules"].draft
    assert draft is not None
    assert draft.text == rules(3)


async def test_text_that_is_there_already_is_no_conflict(manager: Browser, database: Database) -> None:
    await manager.get("/settings/rules/text")
    await manager.post("/settings/rules/text", yaml=rules(3), seen="0")
    for text in (rules(3), rules(4)):
        assert (await manager.post("/settings/rules/text", yaml=text, seen="0")).status_code == 303
    async with database.reading() as session:
        draft = (await document_states(session))["rules"].draft
    assert draft is not None
    assert (draft.number, draft.text) == (1, rules(3))


async def test_older_version_and_file_are_compared(manager: Browser) -> None:
    await manager.get("/settings/rules/text")
    await manager.post("/settings/rules/text", yaml=rules(3), seen="0")
    await manager.post("/settings/rules/text", yaml=rules(2), seen="1")
    page = (await manager.get("/settings/rules/text?compare=1")).text
    assert "<del>-  first_reply_hours: 3" in page
    assert "Compared with the file" in (await manager.get("/settings/rules/text?compare=0")).text
    assert (await manager.get("/settings/rules/text?compare=9")).status_code == 404


@pytest.mark.parametrize("address", ["/settings/console.en/text", "/settings/surveys.none/text"])
async def test_what_is_no_document_is_not_found(manager: Browser, address: str) -> None:
    assert (await manager.get(address)).status_code == 404


async def test_large_document_of_chinese_words_fits(manager: Browser) -> None:
    await manager.get("/settings/replies.zh/text")
    text = files()["replies.zh"].text + "# 长\n" * 1000
    assert (await manager.post("/settings/replies.zh/text", yaml=text, seen="0")).status_code == 303


@pytest.mark.parametrize("role", [Role.AGENT, Role.REVIEWER])
async def test_others_do_not_see_settings(browsers: Browsers, staff: None, role: Role) -> None:
    browser = await browsers.logged_in(role)
    assert (await browser.get("/settings")).status_code == 403


async def test_endless_draft_is_shown_with_its_problem(manager: Browser) -> None:
    await manager.get("/settings/rules/text")
    await manager.post("/settings/rules/text", yaml="[" * 5000, seen="0")
    page = await manager.get("/settings/rules/text")
    assert (page.status_code, "it is nested too deeply" in page.text) == (200, True)
