"""A system that speaks to the API over HTTP, without a network."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp

from actions.quality.scorecard import load_scorecard
from actions.settings.house import House
from actions.staff.api_keys import KeyScope, issue
from bot.api.api_parts import ApiDeps
from bot.api.site.api_app import build_api
from bot.api.start_link import start_link
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer
from tests.conftest import DATA

ENDED = "/api/v1/services/ended"
BODY: dict[str, Any] = {
    "source": "till-3",
    "id": "2026-000123",
    "customer": {"telegram_id": 42},
    "outlet": "north",
    "agent": "lee",
    "kind": "repair",
    "ended_at": "2026-11-23T11:30:00+08:00",
    "survey": "post_service",
}

SCORECARD = load_scorecard(DATA / "scorecard.yml")


def quiet_deps(
    database: Database, house: House, clock: Callable[[], datetime], rate: int | None = None
) -> ApiDeps:
    """Return what an API without a bot is built from."""
    return ApiDeps(
        database,
        lambda: house,
        lambda: SCORECARD,
        clock,
        start_link=lambda _: None,
        scheduled=lambda: None,
        effects=lambda: None,
        rate=rate,
    )


@dataclass
class System:
    """A till with a key."""

    client: httpx.AsyncClient
    key: str
    site: ASGIApp
    rings: list[str] = field(default_factory=list)

    async def post(self, content: str | bytes, **headers: str) -> httpx.Response:
        """Send a body as it is."""
        sent = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", **headers}
        return await self.client.post(ENDED, content=content, headers=sent)

    async def tell(self, **changes: Any) -> httpx.Response:
        """Tell of the service, with other fields."""
        return await self.post(json.dumps({**BODY, **changes}))

    async def send(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Send a body, or none, to an address of the API."""
        sent = {"Authorization": f"Bearer {self.key}", **headers}
        return await self.client.request(method, f"/api/v1/{path}", json=body, headers=sent)


@pytest.fixture
async def system(database: Database, house: House, now: datetime) -> AsyncIterator[System]:
    """A till with a key, and customer 42 whom the bot knows."""
    async with database.transaction() as session:
        key = await issue(session, "till-3", now, scopes=tuple(KeyScope))
        session.add(Customer(account=Address(42), address=Address(42), created_at=now))
    rings: list[str] = []
    deps = ApiDeps(
        database,
        lambda: house,
        lambda: SCORECARD,
        clock=lambda: now,
        start_link=lambda token: start_link("huifang_bot", token),
        scheduled=lambda: rings.append("scheduled"),
        effects=lambda: rings.append("effects"),
    )
    site = build_api(deps)
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield System(client, key, site, rings)
