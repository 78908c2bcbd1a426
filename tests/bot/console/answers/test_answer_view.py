"""What the page of an answer shows beside its form."""

import html
import re

from tests.bot.console.browser import Browser

LINE = re.compile(r"<(del|ins)><span class=\"only-read\">[^<]*</span>([^<]*)</")


async def test_draft_is_compared_with_what_is_published(manager: Browser) -> None:
    page = (await manager.get("/answers/1")).text
    assert [(kind, html.unescape(line)) for kind, line in LINE.findall(page)] == [
        ("del", "What are your opening hours?"),
        ("del", "Today: {hours_today}."),
        ("ins", "From nine on."),
        ("ins", "Closed on {hours_week}"),
        ("del", "Map | https://example.com/map"),
    ]


async def test_any_version_can_be_compared(manager: Browser) -> None:
    assert "Nothing differs." in (await manager.get("/answers/1?compare=2")).text
    assert (await manager.get("/answers/1?compare=9")).status_code == 404


async def test_clash_of_a_draft_is_shown_before_it_is_published(manager: Browser) -> None:
    await manager.get("/answers/new")
    await manager.post("/answers/new", zh_question="几点 開門", zh_answer="十点")
    page = (await manager.get("/answers/4")).text
    assert "“几点 開門” belongs to hours." in page
    trial = (await manager.get("/answers/4/trial")).text
    assert "“几点 開門” belongs to hours." in trial
    assert re.search(r'name="number" value="1" disabled', trial) is not None
