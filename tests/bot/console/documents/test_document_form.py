"""A document is edited in a form, and customers' view of it is shown."""

import re

import pytest

from store.engine.database import Database
from store.models.staff import Role
from store.queries.documents.document_states import document_states
from tests.actions.documents.published import files, line_of, rules
from tests.bot.console.browser import Browser, Browsers


@pytest.fixture
async def manager(browsers: Browsers, staff: None) -> Browser:
    """A manager who is logged in."""
    manager = await browsers.logged_in(Role.MANAGER)
    await manager.get("/settings")
    return manager


async def draft_of(database: Database, key: str) -> str:
    """Return the text of a draft."""
    async with database.reading() as session:
        draft = (await document_states(session))[key].draft
    assert draft is not None
    return draft.text


async def test_form_shows_what_is_in_force(manager: Browser) -> None:
    page = (await manager.get("/settings/rules")).text
    assert 'name="cases.first_reply_hours" value="4"' in page
    assert 'name="settle_reasons.0.en" value="Solved"' in page


async def test_change_is_a_draft_that_keeps_the_rest_of_the_text(
    manager: Browser, database: Database
) -> None:
    saved = await manager.post("/settings/rules", **{"cases.first_reply_hours": "3", "seen": "0"})
    assert saved.headers["location"].endswith("/settings/rules?notice=drafted")
    assert await draft_of(database, "rules") == rules(3)


async def test_what_is_no_number_is_said_by_the_checker(manager: Browser) -> None:
    await manager.post("/settings/rules", **{"cases.first_reply_hours": "soon", "seen": "0"})
    page = (await manager.get("/settings/rules")).text
    line = line_of("rules", "first_reply_hours")
    assert f"Line {line}: <code>cases.first_reply_hours: Input should be a valid number" in page


async def test_stale_form_keeps_what_was_written(manager: Browser) -> None:
    await manager.post("/settings/rules", **{"cases.first_reply_hours": "3", "seen": "0"})
    refused = await manager.post("/settings/rules", **{"cases.first_reply_hours": "2", "seen": "0"})
    assert refused.status_code == 422
    assert 'name="cases.first_reply_hours" value="2"' in refused.text


async def test_hours_are_previewed_in_each_language_and_script(manager: Browser) -> None:
    await manager.post("/settings/calendar", **{"hours.sunday": "11:00-15:00", "seen": "0"})
    page = (await manager.get("/settings/calendar")).text
    tags = re.findall(r'<figure class="shown" lang="([^"]+)"><blockquote>[^<]*11:00–15:00', page)
    assert tags == ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "en"]


async def test_prepared_replies_are_previewed_filled(manager: Browser) -> None:
    page = (await manager.get("/settings/canned")).text
    assert "您好，我是manager-one，由我来处理您的问题（HF-000123）。" in page
    assert "Hello, this is manager-one. I am looking after your case HF-000123." in page


async def test_text_that_no_form_can_show_leads_to_the_text(manager: Browser) -> None:
    await manager.post("/settings/rules/text", yaml="- a list\n", seen="0")
    shown = await manager.get("/settings/rules")
    assert (shown.status_code, shown.headers["location"]) == (303, "/console/settings/rules/text")


@pytest.mark.parametrize("text", ["cases: &all {more: *all}\n", "silence: &one {hours: 3}\ncases: *one\n"])
async def test_text_with_aliases_leads_to_the_text(manager: Browser, text: str) -> None:
    await manager.post("/settings/rules/text", yaml=text, seen="0")
    fields = {"cases.first_reply_hours": "2", "seen": "1"}
    answers = [await manager.get("/settings/rules"), await manager.post("/settings/rules", **fields)]
    led = [(answer.status_code, answer.headers.get("location")) for answer in answers]
    assert led == [(303, "/console/settings/rules/text")] * 2


async def test_document_without_a_form_has_none(manager: Browser) -> None:
    assert (await manager.get("/settings/replies.zh")).status_code == 404
    assert files()["replies.zh"].text
