"""The viewer's choice of cases by rule."""

import pytest

from actions.casework.assigning.duty import DutyPlan, duty_of
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers

CHOICE = {
    "takes": "true",
    "most": "3",
    "begins": "09:00",
    "ends": "17:30",
    "outlets": "north，south",
    "en": "true",
}


@pytest.fixture
async def agent(browsers: Browsers, staff: None) -> Browser:
    """A browser in which an agent is logged in."""
    return await browsers.logged_in(Role.AGENT)


async def test_choice_is_kept_and_shown(agent: Browser, database: Database) -> None:
    answer = await agent.post("/account/duty", **CHOICE)
    assert answer.headers["location"] == "/console/account?notice=changed"
    async with database.reading() as session:
        assert await duty_of(session, 1) == DutyPlan(True, 3, 540, 1050, ("north", "south"), (Language.EN,))
    page = (await agent.get("/account")).text
    for shown in ('value="09:00"', 'value="17:30"', 'value="north, south"', "At work"):
        assert shown in page
    await agent.post("/account/away", away="true")
    page = (await agent.get("/account")).text
    assert ("Away since" in page, "I am back" in page, "At work" in page) == (True, True, False)


@pytest.mark.parametrize(
    "change", [{"begins": "25:00"}, {"most": "0"}, {"most": "101"}, {"outlets": "a\u0007b"}]
)
async def test_unfit_choice_is_refused(agent: Browser, change: dict[str, str]) -> None:
    assert (await agent.post("/account/duty", **{**CHOICE, **change})).status_code == 400


async def test_half_a_shift_is_none(agent: Browser, database: Database) -> None:
    await agent.post("/account/duty", **{**CHOICE, "ends": ""})
    async with database.reading() as session:
        plan = await duty_of(session, 1)
    assert (plan.begins, plan.ends) == (None, None)


async def test_reviewers_take_no_cases(reviewer: Browser) -> None:
    assert 'id="duty"' not in (await reviewer.get("/account")).text
    assert (await reviewer.post("/account/duty", **CHOICE)).status_code == 403
