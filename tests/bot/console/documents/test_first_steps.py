"""A new administrator is led through the first steps, and sees on the overview what is missing."""

import pytest

from store.engine.database import Database
from store.models.staff import Role
from store.queries.answers.entry_states import entry_states
from tests.bot.console.browser import Browser, Browsers


@pytest.fixture
async def manager(browsers: Browsers, staff: None) -> Browser:
    """A manager who is logged in."""
    manager = await browsers.logged_in(Role.MANAGER)
    await manager.get("/first-steps")
    return manager


async def test_missing_steps_are_on_the_overview_until_they_are_done(manager: Browser) -> None:
    assert (
        'href="/console/first-steps#step-name">Name of the business' in (await manager.get("/overview")).text
    )
    business = {"name.zh": "示例商店", "name.en": "Example Shop", "language": "en", "address.en": "1 Road"}
    await manager.post("/settings/business", **business, seen="0")
    await manager.post("/settings/business/publish", number="1")
    page = (await manager.get("/overview")).text
    assert "#step-hours" in page
    assert "#step-name" not in page
    assert "#step-outlet" not in page
    assert "<span>Example Shop</span>" in page


async def test_step_is_skipped_and_taken_up_again(manager: Browser) -> None:
    await manager.post("/first-steps/skip", step="talk")
    assert "#step-talk" not in (await manager.get("/overview")).text
    await manager.post("/first-steps/resume", step="talk")
    assert "#step-talk" in (await manager.get("/overview")).text
    answers = [await manager.post(f"/first-steps/{action}") for action in ("skip", "resume")]
    assert [answer.status_code for answer in answers] == [400, 400]


async def test_telegram_is_asked_for_the_bot_of_a_token(manager: Browser) -> None:
    right = await manager.post("/first-steps/bot", token="42:right")
    assert "@huifang_bot" in right.text
    assert "HUIFANG_TELEGRAM_TOKEN=…" in right.text
    assert "42:right" not in right.text
    wrong = await manager.post("/first-steps/bot", token="42:wrong")
    assert "No bot was found:" in wrong.text
    assert "42:wrong" not in wrong.text


async def test_answers_to_begin_with_are_published(manager: Browser, database: Database) -> None:
    begun = await manager.post("/first-steps/answers", starter="shop")
    assert begun.headers["location"].endswith("/first-steps?notice=published")
    async with database.reading() as session:
        assert len(await entry_states(session)) == 40
    again = await manager.post("/first-steps/answers", starter="shop")
    assert again.headers["location"].endswith("/first-steps?notice=answers_there")
    async with database.reading() as session:
        assert len(await entry_states(session)) == 40
    assert (await manager.post("/first-steps/answers", starter="../rules")).status_code == 400


async def test_others_are_told_nothing(browsers: Browsers, staff: None) -> None:
    reviewer = await browsers.logged_in(Role.REVIEWER)
    assert (await reviewer.get("/first-steps")).status_code == 403
    assert "first-steps" not in (await reviewer.get("/overview")).text
