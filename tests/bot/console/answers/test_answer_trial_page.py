"""Trying a question in the console."""

import re

from tests.bot.console.browser import Browser

ROW = re.compile(r'<a href="/console/answers/(\d+)">([^<]*)</a></th><td>([^<]*)</td><td>([\d.]+)')


async def test_outcome_and_scores_are_shown(manager: Browser) -> None:
    page = (await manager.get("/answers/try?text=when+do+you+OPEN")).text
    assert re.findall(r'<span class="chip done">([^<]*)<', page) == ["The answer is given"]
    assert ROW.findall(page)[0] == ("1", "When do you open?", "When do you open?", "1.00")
    assert "<blockquote>Today: {hours_today}.</blockquote>" in page


async def test_question_far_from_all_goes_to_a_person(manager: Browser) -> None:
    page = (await manager.get("/answers/try?text=tell+me+a+joke&language=en")).text
    assert "A person answers" in page
    assert "<blockquote>" not in page


async def test_empty_form_is_shown(manager: Browser) -> None:
    page = await manager.get("/answers/try")
    assert (page.status_code, 'role="status"' in page.text) == (200, False)
