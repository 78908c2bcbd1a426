"""The page of key drivers and its pictures."""

import re
from datetime import datetime
from html import unescape

import pytest

from store.engine.database import Database
from tests.bot.console.browser import Browser
from tests.records import recording
from tests.store.reports.reasons import REASONS, play_reasons, version

pytestmark = pytest.mark.dates


@pytest.fixture
async def reasons(database: Database, now: datetime) -> None:
    async with recording(database, now) as (_, records):
        asked = await version(records, REASONS)
        await play_reasons(records, asked)
        await play_reasons(records, asked, customers=40, outlet="south")


@pytest.mark.usefixtures("reasons")
async def test_drivers_move_with_the_score_and_cause_nothing(reviewer: Browser) -> None:
    page = unescape((await reviewer.get("/drivers?outlet=north")).text)
    rows = re.findall(r'<th scope="row">([^<]+)</th>.*?<td class="number">(\d+)</td><td>(.*?)</td>', page)
    assert rows == [
        ("Waiting time", "60", '<span class="chip plain">moves with the score</span>'),
        ("Price", "52", '<span class="soft">may be chance</span>'),
    ]
    assert "120 answers of 120 customers" in page
    assert "/responses?outlet=north&from=" in page
    left_out = page.partition("Left out")[2].partition("</p>")[0]
    assert re.findall(r"plain\">([^<]+)<", left_out) == ["Surroundings", "Something else"]


@pytest.mark.usefixtures("reasons")
async def test_few_customers_are_said_to_be_too_few(reviewer: Browser) -> None:
    page = (await reviewer.get("/drivers?outlet=south")).text
    assert "Too few customers" in page
    assert "/drivers/post_service.svg" not in page
    assert "nothing to compare" in (await reviewer.get("/drivers?outlet=east")).text


@pytest.mark.usefixtures("reasons")
async def test_pictures_are_those_of_the_page(reviewer: Browser) -> None:
    page = unescape((await reviewer.get("/drivers?outlet=north")).text)
    (address,) = re.findall(r'<img class="chart" src="/console(/drivers/post_service.svg[^"]+)"', page)
    picture = await reviewer.get(address)
    assert (picture.headers["content-type"], picture.text.count('class="dot ')) == ("image/svg+xml", 2)
    nothing = await reviewer.get("/drivers/nothing.svg?narrow=true")
    assert (nothing.status_code, nothing.text.count('class="dot ')) == (200, 0)
