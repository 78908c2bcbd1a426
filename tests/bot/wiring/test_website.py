"""Console, API and health are one website."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.settings import Settings
from bot.timing.clock import now
from bot.wiring.data_files import read_data_files
from bot.wiring.parts import Parts
from bot.wiring.plan import Plan
from bot.wiring.website import build_website, take_up
from nlu.client import NluClient
from store.engine.database import Database
from store.engine.database_errors import StoreUnavailable
from tests.secret import BOX


@pytest.fixture
async def web(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unused_port: int
) -> AsyncIterator[httpx.AsyncClient]:
    monkeypatch.chdir(tmp_path)
    settings = Settings(nlu_url=f"http://127.0.0.1:{unused_port}")
    documents = read_data_files(settings)
    plan = Plan(settings, telegram=True, worker=True, web=True)
    async with NluClient(plan.nlu_url) as classifier:
        parts = Parts.made_of(plan, documents, database, classifier)
        transport = httpx.ASGITransport(build_website(parts, BOX))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            yield client


@pytest.mark.parametrize("path", ["/", "/console"])
async def test_way_in_leads_to_the_console(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/")


async def test_process_is_alive_before_it_is_ready(web: httpx.AsyncClient) -> None:
    alive, ready = await web.get("/healthz"), await web.get("/readyz")
    assert (alive.status_code, ready.status_code) == (200, 503)


@pytest.mark.parametrize(
    ("path", "status"), [("/metrics", 200), ("/api/v1/docs", 200), ("/console/login", 200)]
)
async def test_every_part_answers(web: httpx.AsyncClient, path: str, status: int) -> None:
    assert (await web.get(path)).status_code == status


async def test_api_asks_for_a_key(web: httpx.AsyncClient) -> None:
    assert (await web.post("/api/v1/services/ended", json={})).status_code == 401


async def test_settings_are_taken_up_later_while_the_database_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unused_port: int
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(nlu_url=f"http://127.0.0.1:{unused_port}")
    plan = Plan(settings, telegram=True, worker=True, web=True)
    away = Database.at(f"postgresql://127.0.0.1:{unused_port}/huifang")
    async with NluClient(plan.nlu_url) as classifier:
        parts = Parts.made_of(plan, read_data_files(settings), away, classifier)
        await take_up(parts)
        with pytest.raises(StoreUnavailable):
            await parts.published.look(now())
