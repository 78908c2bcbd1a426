"""GET /api/v1/reports/… answers with n and intervals."""

from collections.abc import AsyncIterator
from datetime import datetime

import httpx
import pytest
from fastapi import FastAPI

from actions.settings.house import House
from bot.api.api_parts import ApiDeps
from bot.api.http_errors import install_refusals
from bot.api.reports import reports_router
from store.engine.database import Database
from tests.records import Records
from tests.store.reports.scene import play
from tests.store.reports.test_answer_use import Shown

pytestmark = pytest.mark.dates


@pytest.fixture
async def client(database: Database, house: House, now: datetime) -> AsyncIterator[httpx.AsyncClient]:
    """A system behind the door."""
    await play(database, now)
    api = FastAPI()
    install_refusals(api)
    deps = ApiDeps(
        database,
        lambda: house,
        lambda: now,
        start_link=lambda _token: None,
        scheduled=lambda: None,
        effects=lambda: None,
    )
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
