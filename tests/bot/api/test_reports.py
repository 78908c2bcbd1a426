"""GET /api/v1/reports/… answers with n and intervals."""

from collections.abc import AsyncIterator
from datetime import datetime

import httpx
import pytest
from fastapi import FastAPI

from actions.settings.house import House
from bot.api.analysis_bodies import ScoreSheetBody
from bot.api.http_errors import install_refusals
from bot.api.reports import reports_router
from store.engine.database import Database
from tests.bot.api.conftest import quiet_deps
from tests.records import Records, recording
from tests.store.reports.reasons import REASONS, play_reasons, version
from tests.store.reports.scene import play
from tests.store.reports.score_rows import three_outlets
from tests.store.reports.test_answer_use import Shown

pytestmark = pytest.mark.dates


@pytest.fixture
async def client(database: Database, house: House, now: datetime) -> AsyncIterator[httpx.AsyncClient]:
    """A system behind the door."""
    await play(database, now)
    api = FastAPI()
    install_refusals(api)
    deps = quiet_deps(database, house, lambda: now)
    api.include_router(reports_router(deps), prefix="/api/v1")
    transport = httpx.ASGITransport(api)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1/api/v1/reports") as found:
        yield found


async def test_summary_has_figures_with_formula_and_interval(client: httpx.AsyncClient) -> None:
    answer = await client.get("/summary", params={"from": "2026-11-01", "survey": "word_of_mouth"})
    (nps,) = (each for each in answer.json()["figures"] if each["subject"]["measure"] == "nps")
    assert (answer.status_code, nps["group"], nps["figure"]["n"]) == (200, None, 4)
    assert (nps["figure"]["low"], nps["figure"]["value"], nps["figure"]["high"]) == (None, 0.25, None)
    answer = await client.get("/summary", params={"from": "2026-11-01", "outlet": "north"})
    (csat,) = (each for each in answer.json()["figures"] if each["subject"]["measure"] == "csat")
    assert csat["figure"]["low"] < csat["figure"]["value"] == 10 / 12 < csat["figure"]["high"]


async def test_summary_has_the_use_of_answers(
    client: httpx.AsyncClient, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        await Shown(Records(session, now), now).show("hours")
    answers = (await client.get("/summary")).json()["answers"]
    assert [(use["by"], use["group"], use["given"]) for use in answers[:2]] == [
        ("all", "", 1),
        ("entry", "hours", 1),
    ]


async def test_funnel_is_by_group(client: httpx.AsyncClient) -> None:
    answer = await client.get("/funnel", params={"by": "outlet", "from": "2026-11-01"})
    assert [(each["group"], each["delivered"], each["started"]) for each in answer.json()] == [
        (None, 23, 22),
        ("north", 13, 12),
        ("south", 3, 3),
        ("–", 7, 7),
    ]


async def test_drivers_have_their_importance_with_an_interval(
    client: httpx.AsyncClient, database: Database, now: datetime
) -> None:
    async with recording(database, now) as (_, records):
        await play_reasons(records, await version(records, REASONS))
    [found] = [each for each in (await client.get("/drivers")).json() if each["drivers"]]
    waiting, price = found["drivers"]
    assert (waiting["name"], waiting["clear"], price["clear"]) == ("waiting", True, False)
    assert waiting["importance"]["low"] < waiting["importance"]["value"] < waiting["importance"]["high"]
    assert price["performance"]["value"] > waiting["performance"]["value"]
    assert found["customers"] >= found["needed"]
    other = await client.get("/drivers", params={"survey": "word_of_mouth"})
    assert [each for each in other.json() if each["survey"] != "word_of_mouth"] == []


async def test_drivers_are_none_while_few_have_answered(
    client: httpx.AsyncClient, database: Database, now: datetime
) -> None:
    async with recording(database, now) as (_, records):
        await play_reasons(records, await version(records, REASONS), customers=20)
    found = (await client.get("/drivers", params={"outlet": "north"})).json()
    assert [(each["customers"] < each["needed"], each["drivers"]) for each in found] == [(True, [])]


async def test_score_sheet_gives_no_value_to_parts_with_few_answers(client: httpx.AsyncClient) -> None:
    answer = await client.get("/score_sheet", params={"from": "2026-11-01"})
    sheet = answer.json()
    assert (answer.status_code, sheet["points"]["satisfaction"]) == (200, 35)
    rows = {row["group"]: row for row in sheet["rows"]}
    assert (rows["north"]["parts"]["satisfaction"]["n"], rows["south"]["total"]) == (12, None)
    assert rows["south"]["parts"]["satisfaction"]["estimate"] is None
    agents = (await client.get("/score_sheet", params={"by": "agent"})).json()
    assert "north" not in {row["group"] for row in agents["rows"]}


def test_score_sheet_has_totals_and_spans_of_ranks() -> None:
    first, *_, last = ScoreSheetBody.model_validate(three_outlets()).model_dump(mode="json")["rows"]
    assert (first["group"], first["rank"], first["missing"]) == ("north", {"best": 1, "worst": 1}, [])
    assert first["total"]["low"] < first["total"]["value"] < first["total"]["high"]
    assert first["total"]["value"] == pytest.approx(0.86)
    assert (last["group"], last["rank"], last["total"]) == ("west", None, None)


@pytest.mark.parametrize("query", ["by=kind", "survey=post_service", "from=2026-02-01&to=2026-01-01"])
async def test_wrong_parameters_of_the_score_sheet_are_named(client: httpx.AsyncClient, query: str) -> None:
    assert (await client.get(f"/score_sheet?{query}")).status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        "from=1",
        "from=20261123x",
        "by=colour",
        "from=2026-02-01&to=2026-01-01",
        "versus=previous",
        "other=1",
        "from=1999-01-01",
        "outlet=%00",
        "survey=",
    ],
)
async def test_wrong_parameters_are_named(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.get(f"/summary?{query}")
    assert (answer.status_code, [each["loc"][0] for each in answer.json()["detail"]]) == (422, ["query"])
