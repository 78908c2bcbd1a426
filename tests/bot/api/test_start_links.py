"""GET /api/v1/services/{service}/link gives the link and its codes."""

from collections.abc import Callable

import httpx
import pytest

from bot.api.qr import as_png, as_svg
from tests.bot.api.conftest import System


async def get(system: System, path: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {system.key}"}
    return await system.client.get(f"/api/v1/services/{path}", headers=headers)


async def test_link_is_given_with_its_end(system: System) -> None:
    told = (await system.tell(customer={"external_id": "c-77"})).json()
    answer = await get(system, "1/link")
    assert (answer.status_code, answer.json()) == (
        200,
        {"start_link": told["start_link"], "expires_at": "2026-12-23T04:00:00Z"},
    )


async def test_link_is_given_as_a_code(system: System) -> None:
    link = (await system.tell(customer={"external_id": "c-77"})).json()["start_link"]
    png, svg = await get(system, "1/link.png"), await get(system, "1/link.svg")
    assert (png.headers["content-type"], png.content) == ("image/png", as_png(link))
    assert (svg.headers["content-type"], svg.content) == ("image/svg+xml", as_svg(link))


@pytest.mark.parametrize("path", ["1/link", "1/link.png", "1/link.svg"])
async def test_known_customer_needs_no_link(system: System, path: str) -> None:
    await system.tell()
    answer = await get(system, path)
    assert (answer.status_code, answer.json()) == (
        404,
        {"detail": "this service has no start link: the bot knew the customer already"},
    )


@pytest.mark.parametrize(
    ("path", "status"), [("9/link", 404), ("9/link.png", 404), ("0/link", 422), ("x/link", 422)]
)
async def test_service_must_be_known(system: System, path: str, status: int) -> None:
    assert (await get(system, path)).status_code == status


async def test_link_is_for_holders_of_a_key(system: System) -> None:
    answer = await system.client.get("/api/v1/services/1/link.png")
    assert answer.status_code == 401


async def test_our_own_sources_cannot_be_told_of(system: System) -> None:
    answer = await system.tell(source="huifang:case")
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["body", "source"])


@pytest.mark.parametrize(("name", "draw"), [("png", as_png), ("svg", as_svg)])
async def test_link_is_found_by_source_and_id(
    system: System, name: str, draw: Callable[[str], bytes]
) -> None:
    link = (await system.tell(id="a/b c", customer={"external_id": "c-77"})).json()["start_link"]
    found = await get(system, "link?source=till-3&id=a%2Fb%20c")
    assert (found.status_code, found.json()["start_link"]) == (200, link)
    assert (await get(system, f"link.{name}?source=till-3&id=a%2Fb%20c")).content == draw(link)


@pytest.mark.parametrize(
    ("query", "status"), [("source=till-3&id=9", 404), ("source=till-3", 422), ("source=&id=1", 422)]
)
async def test_source_and_id_must_name_a_service(system: System, query: str, status: int) -> None:
    assert (await get(system, f"link?{query}")).status_code == status
