"""The page of survey results."""

import pytest

from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.scene import Scene

pytestmark = pytest.mark.dates


async def test_numbers_come_with_n_interval_and_formula(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/surveys")).text
    for shown in (
        "Answers: 37",
        '<p class="big">70%</p>',
        "95% between 54% and 83%",
        "Share of 4 and 5; Wilson interval",
        '<p class="big">3.89</p>',
        "95% between 3.45 and 4.23",
        "Dirichlet interval within the scale",
        "Response rate 92% (95% interval 80% to 97%), answered of delivered",
        "Asked recently 2",
        "Waiting time",
        "Nobody called back, twice.",
        "下次还来！",
    ):
        assert shown in page
    assert "too few to compare" not in page


async def test_small_numbers_are_said_to_be_small(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/surveys?outlet=harbour")).text
    assert "Answers: 4" in page
    assert "Fewer than 10 – too few to compare" in page


async def test_period_and_outlet_narrow_the_numbers(reviewer: Browser, scene: Scene) -> None:
    north = (await reviewer.get("/surveys?outlet=north")).text
    assert "Answers: 19" in north
    assert '<option value="north" selected>' in north
    yesterday = (await reviewer.get("/surveys?from=2026-11-22&to=2026-11-22")).text
    assert "Answers: 2" in yesterday
    assert "from=2026-11-17&amp;to=2026-11-23" in yesterday


async def test_period_without_surveys_says_so(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/surveys?to=2020-01-01")).text
    assert "Nothing was asked in this period or outlet." in page
    assert 'class="big"' not in page


@pytest.mark.parametrize("query", ["survey=unknown", "survey=../x", "from=x", "outlet=a%00b"])
async def test_odd_address_is_refused(reviewer: Browser, query: str) -> None:
    assert (await reviewer.get(f"/surveys?{query}")).status_code == 400


async def test_chinese_page_has_chinese_questions(reviewer: Browser, scene: Scene) -> None:
    await reviewer.post("/language", language="zh")
    page = (await reviewer.get("/surveys")).text
    for shown in ("您对这次服务满意吗", "满意度（CSAT）", "等候时间", "37 份回答", "近期已回访 2"):
        assert shown in page


async def test_agent_may_not_see_reports(browsers: Browsers, staff: None) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    assert (await agent.get("/surveys")).status_code == 403
    assert "/console/surveys" not in (await agent.get("/conversations")).text


async def test_few_answers_show_no_comments_and_lead_to_no_person(reviewer: Browser, scene: Scene) -> None:
    few = (await reviewer.get("/surveys?outlet=harbour")).text
    assert "Fewer than 5 customers answered" in few
    assert (
        "/responses?survey=post_service&amp;outlet=harbour&amp;from=2000-01-01&amp;step=answered" not in few
    )
    many = (await reviewer.get("/surveys?outlet=north")).text
    assert "Fewer than 5 customers answered" not in many
    assert "/responses?survey=post_service&amp;outlet=north" in many
