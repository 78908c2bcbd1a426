"""The page of control charts, its pictures, and the alarm that leads to it."""

from datetime import datetime

import pytest

from bot.worker.rounds.signal_watch import check_signals
from store.engine.database import Database
from tests.bot.console.browser import Browser
from tests.numbers.world import SHANGHAI
from tests.records import Records
from tests.store.reports.weeks import play_weeks

pytestmark = pytest.mark.dates


@pytest.fixture
async def weeks(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await play_weeks(Records(session, now), now, last=6)


@pytest.mark.usefixtures("weeks")
async def test_signal_is_named_and_leads_to_its_rows(reviewer: Browser) -> None:
    page = (await reviewer.get("/control?outlet=north")).text
    for shown in (
        "signal, worse",
        "outside of the limits",
        "Goal: at least 80%",
        'src="/console/charts/control-csat.svg?outlet=north"',
        "/responses?outlet=north&amp;question=score&amp;occasion=service&amp;from=2026-11-16&amp;to=2026-11-22",
    ):
        assert shown in page, shown
    assert "Fewer than nine weeks" in (await reviewer.get("/control?outlet=south")).text


@pytest.mark.usefixtures("weeks")
async def test_weeks_of_cases_lead_to_no_other_list(reviewer: Browser) -> None:
    page = (await reviewer.get("/control?outlet=north")).text
    complaints = page.partition('id="complaints"')[2].partition("</section>")[0]
    assert ('<td class="number">10</td>' in complaints, "?intent=" in complaints) == (True, False)


@pytest.mark.usefixtures("weeks")
@pytest.mark.parametrize("chart", ["csat", "complaints", "response_rate"])
@pytest.mark.parametrize(("outlet", "dots"), [("north", True), ("south", False)])
async def test_pictures_have_weeks_where_these_are_enough(
    reviewer: Browser, chart: str, outlet: str, *, dots: bool
) -> None:
    picture = await reviewer.get(f"/charts/control-{chart}.svg?outlet={outlet}&narrow=true")
    assert (picture.status_code, picture.headers["content-type"].startswith("image/svg+xml")) == (200, True)
    assert ('class="dot' in picture.text) is dots


@pytest.mark.usefixtures("weeks")
async def test_alarm_leads_to_the_chart(reviewer: Browser, database: Database, now: datetime) -> None:
    await check_signals(database, SHANGHAI, now)
    page = (await reviewer.get("/alarms")).text
    assert '<a href="/console/control?outlet=north#csat">CSAT 2026-W47 · north</a>' in page
    assert "A weekly figure became worse" in page
