"""The bot's words are changed in both languages at once, and said so within seconds."""

import pytest

from actions.settings.replies import Reply
from bot.console.documents.bot_words import field_of
from bot.console.web.console_parts import ConsoleDeps
from nlu.contract.labels import Language
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers


@pytest.fixture
async def manager(browsers: Browsers, staff: None) -> Browser:
    """A manager who is logged in."""
    manager = await browsers.logged_in(Role.MANAGER)
    await manager.get("/settings")
    return manager


async def test_words_are_shown_beside_their_bubbles(manager: Browser) -> None:
    page = (await manager.get("/settings/words?part=inquiry")).text
    assert 'name="zh:inquiry.received:0"' in page
    assert "您的问题已收到，编号 HF-000123。" in page
    assert '<figure class="shown" lang="zh-Hant-TW"><blockquote>您的問題已收到，編號 HF-000123。' in page
    assert 'name="en:inquiry.received:3"' in page  # an empty one, for another wording
    assert (await manager.get("/settings/words?part=none")).status_code == 200


async def test_both_languages_are_drafted_and_published_together(manager: Browser, deps: ConsoleDeps) -> None:
    changed = {
        field_of("help", Language.ZH, 0): "请直接写。",
        field_of("help", Language.EN, 0): "Just write.",
    }
    saved = await manager.post("/settings/words", part="help", **changed, seen_zh="0", seen_en="0")
    assert saved.headers["location"].endswith("/settings/words?part=help&notice=drafted")
    published = await manager.post("/settings/replies.zh/publish", number="1")
    assert published.headers["location"].endswith("/settings/words?notice=published")
    replies = deps.at_present().house.replies
    assert [replies.text(language, Reply.HELP) for language in Language] == ["请直接写。", "Just write."]


async def test_name_that_one_language_lacks_is_said(manager: Browser) -> None:
    changed = {field_of("help", Language.EN, 0): "Just write, {name}."}
    await manager.post("/settings/words", part="help", **changed, seen_zh="0", seen_en="0")
    said = await manager.post("/settings/replies.en/publish", number="1")
    assert said.headers["location"].endswith("notice=settings_wrong")
    page = (await manager.get("/settings/words?part=help")).text
    assert "lacks {name}, which another wording has" in page


async def test_stale_form_keeps_what_was_written(manager: Browser) -> None:
    for expected, text in ((303, "First."), (422, "Second.")):
        changed = {field_of("help", Language.EN, 0): text}
        answer = await manager.post("/settings/words", part="help", **changed, seen_zh="0", seen_en="0")
        assert answer.status_code == expected
    assert "Second." in answer.text


async def test_words_that_no_form_can_show_lead_to_their_text(manager: Browser) -> None:
    await manager.post("/settings/replies.en/text", yaml="help: [\n", seen="0")
    changed = {field_of("help", Language.EN, 0): "Just write."}
    answers = [
        await manager.get("/settings/words?part=help"),
        await manager.post("/settings/words", part="help", **changed, seen_zh="0", seen_en="1"),
    ]
    led = [(answer.status_code, answer.headers.get("location")) for answer in answers]
    assert led == [(303, "/console/settings/replies.en/text")] * 2
