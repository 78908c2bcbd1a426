"""The buttons of an answer."""

import re

import pytest

from store.engine.database import Database
from store.queries.answers.entry_states import entry_state
from store.queries.answers.version_history import version_history
from tests.bot.console.browser import Browser

CHIP = re.compile(r"<b>Version (\d+)</b> <span class=\"chip [a-z]+\">([^<]*)</span>")


async def versions(manager: Browser) -> list[tuple[str, str]]:
    """The versions of answer 1 as its page shows them."""
    return CHIP.findall((await manager.get("/answers/1")).text)


async def pressed(manager: Browser, button: str, **fields: str) -> str:
    """The notice after a button of answer 1."""
    await manager.get("/answers/1")
    return (await manager.post(f"/answers/1/{button}", **fields)).headers["location"].partition("notice=")[2]


async def test_draft_is_published(manager: Browser) -> None:
    assert await pressed(manager, "publish", number="2") == "published"
    assert await versions(manager) == [("2", "Published"), ("1", "Replaced")]
    assert await pressed(manager, "publish", number="2") == "no_such_version"


async def test_older_version_is_published_again_and_says_why(manager: Browser, database: Database) -> None:
    await pressed(manager, "publish", number="2")
    assert await pressed(manager, "rollback", number="1") == "rolled_back"
    assert await versions(manager) == [("3", "Published"), ("2", "Replaced"), ("1", "Replaced")]
    async with database.reading() as session:
        newest = (await version_history(session, 1))[0]
    assert (newest.created_by, newest.published_by, newest.why) == (
        "manager-one",
        "manager-one",
        "back to version 1",
    )


async def test_draft_is_discarded(manager: Browser) -> None:
    assert await pressed(manager, "discard") == "draft_discarded"
    assert await versions(manager) == [("2", "Discarded"), ("1", "Published")]


async def test_answer_is_retired(manager: Browser, database: Database) -> None:
    assert await pressed(manager, "retire") == "retired"
    async with database.reading() as session:
        assert (await entry_state(session, 1)).is_in_force is False


@pytest.mark.parametrize("button", ["publish", "rollback"])
async def test_button_names_a_version(manager: Browser, button: str) -> None:
    await manager.get("/answers/1")
    assert (await manager.post(f"/answers/1/{button}")).status_code == 400
