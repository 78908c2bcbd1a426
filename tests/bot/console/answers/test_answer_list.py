"""The list of answers."""

import re

import pytest

from tests.bot.console.browser import Browser

NAME = re.compile(r'<p class="name"><a href="/console/answers/(\d+)">([^<]*)</a>')


async def listed(browser: Browser, query: str = "") -> list[tuple[str, str]]:
    """The answers of a page: number and question."""
    return NAME.findall((await browser.get(f"/answers{query}")).text)


async def test_answers_are_listed_with_their_state(manager: Browser) -> None:
    assert await listed(manager) == [("1", "When do you open?"), ("2", "Is there a sale?")]
    page = (await manager.get("/answers")).text
    chips = re.findall(r'<span class="chip [a-z]+">([^<]*)</span>', page)
    assert chips == ["In use", "Draft waits", "Chinese", "English", "Begins later", "English"]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?standing=retired", ["3"]),
        ("?standing=pending", ["2"]),
        ("?tag=hours", ["1"]),
        ("?outlet=north&standing=retired", ["3"]),
        ("?words=OPEN", ["1"]),
        ("?words=%E9%96%8B%E9%96%80", ["1"]),
        ("?words=nothing", []),
    ],
)
async def test_answers_are_filtered(manager: Browser, query: str, numbers: list[str]) -> None:
    assert [number for number, _ in await listed(manager, query)] == numbers
