"""The page of the score sheet."""

import re
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.bot.console.browser import Browser

pytestmark = pytest.mark.dates
PERIOD = "from=2026-09-01&to=2026-11-23"


@pytest.mark.usefixtures("results")
@pytest.mark.parametrize("by", ["outlet", "agent"])
async def test_page_and_workbook_have_the_same_rows(reviewer: Browser, by: str) -> None:
    page = unescape((await reviewer.get(f"/score-sheet?by={by}&{PERIOD}")).text)
    names = re.findall(r'<th scope="row"><bdi>([^<]+)</bdi>', page)
    (address,) = re.findall(r'href="/console(/score-sheet.xlsx[^"]+)"', page)
    book = await reviewer.get(address)
    sheet = load_workbook(BytesIO(book.content))["Score sheet"]
    assert [row[0] for row in sheet.iter_rows(min_row=3, values_only=True)] == names != []
    assert book.headers["content-disposition"] == 'attachment; filename="score-sheet.xlsx"'
    assert f'<input type="hidden" name="by" value="{by}">' in page


@pytest.mark.usefixtures("results")
async def test_points_are_those_of_the_rules(reviewer: Browser) -> None:
    page = unescape((await reviewer.get(f"/score-sheet?{PERIOD}")).text)
    assert re.findall(r">(\d+) points<", page) == ["35", "15", "20", "20", "10"]
    assert "Change the points" not in page  # only for those who may


async def test_nothing_to_score_is_said(reviewer: Browser) -> None:
    assert "nothing to score" in (await reviewer.get("/score-sheet")).text
