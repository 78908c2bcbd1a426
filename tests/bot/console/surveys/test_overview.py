"""The first page."""

import html
import re
from datetime import datetime, timedelta

import pytest

from actions.settings.house import House
from store.engine.database import Database
from store.models.occasions import Occasion
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.results_scene import survey_version
from tests.bot.console.scene import Scene
from tests.records import Records

pytestmark = pytest.mark.dates


async def test_today_tells_what_came_and_what_waits(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/overview")).text
    day = "from=2026-11-23&amp;to=2026-11-23"
    for shown in (
        f'<a href="/console/conversations?{day}">5</a>',
        f'href="/console/conversations?intent=complaint&amp;{day}">Complaint 2</a>',
        "without assignee 2 · after a low score 0",
        "the promised time has passed",
    ):
        assert shown in page, shown


@pytest.mark.parametrize(("outlet", "number"), [("south", 1), ("north", 0)])
async def test_cases_of_an_outlet_are_those_that_the_number_leads_to(
    reviewer: Browser, scene: Scene, outlet: str, number: int
) -> None:
    page = (await reviewer.get(f"/overview?outlet={outlet}")).text
    for query in (f"overdue=true&amp;outlet={outlet}", f"outlet={outlet}"):
        assert f'<a href="/console/cases?{query}">{number}</a>' in page
        cases = (await reviewer.get(f"/cases?{html.unescape(query)}")).text
        assert cases.count('<li class="row case') == number


@pytest.mark.usefixtures("results")
async def test_figures_come_with_n_interval_and_change(reviewer: Browser) -> None:
    page = (await reviewer.get("/overview?from=2026-10-15&to=2026-11-23")).text
    for shown in ("CSAT by week", "NPS by week", "Dimensions of quality", "Outlets compared"):
        assert shown in page
    assert re.search(r"n = \d+ .*share of 4 and 5, Wilson", page)
    assert re.search(r"[+−]\d+ points, was \d+%", page)
    assert "not enough answers" in page


@pytest.mark.parametrize(("earlier", "shown"), [(1, "n = 1 in one of the periods"), (10, '"change down"')])
async def test_change_against_a_few_answers_is_told_without_colour(
    reviewer: Browser, database: Database, house: House, now: datetime, earlier: int, shown: str
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await survey_version(records, house.surveys["recommendation"])
        for days, numbers in ((40, [10] * earlier), (10, [10] * 5 + [8] * 30 + [3] * 20)):
            sent = now - timedelta(days=days)
            for number in numbers:
                guest = await records.customer("Guest")
                asked = await records.invitation(guest, survey_key="recommendation", sent_at=sent)
                await records.answer(asked, "recommend", number=number)
    page = (await reviewer.get("/overview")).text
    assert "points, was +100" in page
    assert shown in page
    assert ('"change down"' in page) is (earlier == 10)


@pytest.mark.parametrize("outlets", [(None,), (None, "north")])
async def test_answers_about_no_told_outlet_are_not_ranked_and_lead_nowhere(
    reviewer: Browser, database: Database, house: House, now: datetime, outlets: tuple[str | None, ...]
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await survey_version(records, house.surveys["post_service"])
        guest = await records.customer("Guest")
        for outlet in outlets * 12:
            asked = await records.invitation(guest, outlet=outlet)
            await records.answer(asked, "satisfaction", number=5 if outlet is None else 2)
    page = (await reviewer.get("/overview")).text
    assert ("Outlets compared" in page) is ("north" in outlets)
    assert ("no outlet was told" in page) is ("north" in outlets)
    assert "outlet=%E2%80%93" not in page


@pytest.mark.usefixtures("results")
async def test_number_of_answers_is_the_number_of_rows(reviewer: Browser) -> None:
    page = (await reviewer.get("/overview?from=2026-09-01&to=2026-11-23")).text
    found = re.findall(r'<td class="number"><a href="/console(/responses\?[^"]*)">(\d+)</a>', page)
    counted = {link: int(n) for link, n in found if 0 < int(n) < 50}
    # Cells of fewer than five lead nowhere.
    assert (len(counted) > 5, min(counted.values())) == (True, 5)
    for link, n in counted.items():
        rows = (await reviewer.get(html.unescape(link))).text
        assert rows.count('<li class="row">') == n, link


async def test_scores_lead_to_answers_of_their_occasion_and_period_alone(
    reviewer: Browser, database: Database, house: House, now: datetime
) -> None:
    """Six answer about services in the period, six in the same week before it, and six are asked by staff."""
    async with database.transaction() as session:
        records = Records(session, now)
        await survey_version(records, house.surveys["post_service"])
        for number in range(18):
            sent = now - timedelta(days=7 if number < 6 else 6)
            service = await records.service(
                str(number), source=Occasion.STAFF.source if number > 11 else "till"
            )
            asked = await records.invitation(
                await records.customer(), created_at=sent, sent_at=sent, service_id=service.id
            )
            await records.answer(asked, "satisfaction", number=5)
    page = (await reviewer.get("/overview?from=2026-11-17&to=2026-11-23")).text
    links = set(re.findall(r'href="/console(/responses\?[^"]*question=satisfaction[^"]*)"', page))
    counts = [(await reviewer.get(html.unescape(each))).text.count('<li class="row">') for each in links]
    assert (len(counts) > 1, set(counts)) == (True, {6})


@pytest.mark.parametrize("path", ["/overview", "/surveys?survey=post_service"])
async def test_figures_say_of_how_many_customers_they_are(
    reviewer: Browser, database: Database, house: House, now: datetime, path: str
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await survey_version(records, house.surveys["post_service"])
        for customer in [await records.customer() for _ in range(5)] * 2:
            await records.answer(await records.invitation(customer), "satisfaction", number=5)
    assert "10 from 5 customers" in (await reviewer.get(path)).text


@pytest.mark.parametrize("customers", [4, 5])
async def test_low_scores_of_few_customers_are_not_listed(
    reviewer: Browser, database: Database, house: House, now: datetime, customers: int
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await survey_version(records, house.surveys["post_service"])
        for _ in range(customers):
            asked = await records.invitation(await records.customer(), outlet="north", agent="Lee")
            await records.answer(asked, "satisfaction", number=1)
    page = (await reviewer.get("/overview?outlet=north")).text
    assert ("Lee" in page, "their scores are not listed" in page) == (customers == 5, customers == 4)


@pytest.mark.parametrize("path", ["/overview", "/charts/csat.svg", "/responses"])
async def test_agents_do_not_see_scores(browsers: Browsers, staff: None, path: str) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    assert (await agent.get(path)).status_code == 403


async def test_empty_overview_tells_what_to_do(reviewer: Browser) -> None:
    page = (await reviewer.get("/overview")).text
    assert "Choose a longer period" in page
    assert "None yet today." in page
    assert "/charts/" not in page
