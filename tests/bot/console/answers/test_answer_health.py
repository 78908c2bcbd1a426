"""The page of the health check."""

import re

from tests.bot.console.browser import Browser


async def test_faults_are_listed_by_kind(manager: Browser) -> None:
    page = (await manager.get("/answers/health")).text
    assert re.findall(r"<h2>([^<]*) <span class=\"soft\">(\d+)", page) == [
        ("One wording of the question only", "1")
    ]
    assert '<li><a href="/console/answers/2">Is there a sale?</a> <span class="chip plain">English' in page
