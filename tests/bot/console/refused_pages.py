"""Which pages refuse a visitor."""

from collections.abc import Iterable

from bot.console.web.guard import StaffPage
from tests.bot.console.browser import Browser

FORBIDDEN = 403


async def refused(browser: Browser, pages: Iterable[StaffPage]) -> list[str]:
    """Return the paths of the pages that refuse the visitor, each as a form without fields or as a page."""
    found = []
    for page in pages:
        path = page.path
        for kind in (
            "action",
            "answer",
            "case",
            "check",
            "conversation",
            "customer",
            "filter",
            "member",
            "message",
            "reading",
        ):
            path = path.replace(f"{{{kind}:int}}", "1")
        answer = await (browser.get(path) if page.method == "GET" else browser.post(path))
        if answer.status_code == FORBIDDEN:
            found.append(f"{page.method} {path}")
    return found
