"""Style sheet, script and icon."""

import re

import pytest

from bot.console.web.static_files import FOLDER, files_version
from tests.bot.console.browser import Browser


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("console.css", "text/css"), ("console.js", "text/javascript"), ("icon.svg", "image/svg+xml")],
)
async def test_file_is_served(browser: Browser, name: str, media_type: str) -> None:
    response = await browser.get(f"/static/{name}")
    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, media_type)


async def test_pages_name_the_files_with_their_version(browser: Browser) -> None:
    page = await browser.get("/login")
    linked = re.findall(r'(?:href|src)="/console/static/([^"?]+)\?v=([^"]+)"', page.text)
    names = ("icon.svg", "tokens.css", "console.css", "frame.css", "console.js", "keys.js", "zone.js")
    assert linked == [(name, files_version()) for name in names]


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/", "/static/none"])
async def test_nothing_else_is_served(browser: Browser, path: str) -> None:
    assert (await browser.get(path)).status_code in (404, 405)


def test_files_load_nothing_from_elsewhere() -> None:
    for file in FOLDER.iterdir():
        foreign = set(re.findall(r"https?://[^\s\"')]+", file.read_text(encoding="utf-8")))
        assert foreign <= {"http://www.w3.org/2000/svg"}
