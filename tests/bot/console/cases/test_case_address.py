"""A case is worked on beside its conversation: its id and its number lead there."""

import pytest

from tests.bot.console.browser import Browser
from tests.bot.console.cases.conftest import COMPLAINT, followed
from tests.bot.console.scene import Scene


async def test_case_shows_facts_and_what_can_be_done(agent: Browser, scene: Scene) -> None:
    page = (await followed(agent, COMPLAINT)).text
    for shown in ("HF-000003", "B20261122-017", "south", "Unassigned", "Take it myself", "Settle"):
        assert shown in page


async def test_reader_sees_no_buttons(reviewer: Browser, scene: Scene) -> None:
    page = (await followed(reviewer, COMPLAINT)).text
    assert "HF-000003" in page
    assert "Take it myself" not in page


@pytest.mark.parametrize("name", ["3", "HF-000003", "hf-000003"])
async def test_id_and_number_lead_to_one_page(reviewer: Browser, scene: Scene, name: str) -> None:
    response = await reviewer.get(f"/cases/{name}?notice=changed")
    assert (response.status_code, response.headers["location"]) == (
        303,
        f"/console/conversations/{scene.complaint}?case=3&notice=changed",
    )


@pytest.mark.parametrize("name", ["99", "0", "HF-000099", "HF-3", "x" * 5000, "%00", "HF-0%00"])
async def test_unknown_case_is_not_found(reviewer: Browser, scene: Scene, name: str) -> None:
    assert (await reviewer.get(f"/cases/{name}")).status_code == 404
