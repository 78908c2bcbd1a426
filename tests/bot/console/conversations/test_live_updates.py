"""Open pages hear of new messages."""

import asyncio
import html
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.routing import Mount

from actions.staff.sessions import IDLE
from bot.console.console_app import build_console
from bot.console.web.console_parts import ConsoleDeps
from store.engine.database import Database
from store.models.conversations import Conversation, ReadingPlace
from store.models.staff import Role
from store.queries.conversations.colleagues import STAYS
from store.queries.reading_places import BEAT
from tests.bot.console.browser import Browsers, Clock
from tests.bot.console.scene import Scene
from tests.records import Records


@pytest.fixture
def site(deps: ConsoleDeps) -> Starlette:
    """A console whose pages ask often."""
    return Starlette(routes=[Mount("/console", build_console(replace(deps, pulse=0.02)))])


async def test_new_message_is_told(
    browsers: Browsers, staff: None, scene: Scene, database: Database, clock: Clock
) -> None:
    browser = await browsers.logged_in(Role.AGENT)
    begun = asyncio.Event()
    path = f"/live?conversation={scene.praise}"
    stream = asyncio.create_task(browser.stream(path, many=3, begun=begun))
    await begun.wait()
    message = await arrives(database, scene, clock)
    status, heard = await stream
    assert status == 200
    assert f"event: new\r\ndata: {message}" in heard


async def arrives(database: Database, scene: Scene, clock: Clock) -> int:
    """A message of a conversation; its id."""
    async with database.transaction() as session:
        talk = await session.get_one(Conversation, scene.praise)
        return (await Records(session, clock.now).heard(talk, "Hello?")).id


async def test_what_came_between_the_page_and_its_stream_is_told(
    browsers: Browsers, staff: None, scene: Scene, database: Database, clock: Clock
) -> None:
    browser = await browsers.logged_in(Role.AGENT)
    page = await browser.get(f"/conversations/{scene.praise}")
    (live,) = re.findall(r'data-live="/console([^"]+)"', page.text)
    message = await arrives(database, scene, clock)
    _, heard = await browser.stream(html.unescape(live))
    assert f"event: new\r\ndata: {message}" in heard


async def test_what_came_while_the_browser_was_cut_off_is_told(
    browsers: Browsers, staff: None, scene: Scene, database: Database, clock: Clock
) -> None:
    browser = await browsers.logged_in(Role.AGENT)
    last = str(await arrives(database, scene, clock))
    message = await arrives(database, scene, clock)
    _, heard = await browser.stream("/live?seen=0", headers={"last-event-id": last})
    assert f"event: new\r\ndata: {message}" in heard


async def test_unread_customers_are_counted_and_colleagues_named(
    browsers: Browsers, staff: None, scene: Scene, database: Database, clock: Clock
) -> None:
    agent, manager = await browsers.logged_in(Role.AGENT), await browsers.logged_in(Role.MANAGER)
    page = (await manager.get(f"/conversations/{scene.complaint}")).text
    assert '<p class="notice colleagues" id="colleagues" role="status" hidden></p>' in page
    _, heard = await agent.stream(f"/live?conversation={scene.complaint}&seen=0", many=3)
    assert "event: desk\r\ndata: 2" in heard
    assert 'event: here\r\ndata: "Also open at: manager-one"' in heard
    page = (await manager.get(f"/conversations/{scene.complaint}")).text
    assert 'role="status">Also open at: agent-one</p>' in page
    clock.advance(STAYS)
    assert "Also open" not in (await manager.get(f"/conversations/{scene.complaint}")).text


async def test_number_of_unread_customers_falls_when_one_is_read(
    browsers: Browsers, staff: None, scene: Scene
) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    begun = asyncio.Event()
    stream = asyncio.create_task(agent.stream("/live?seen=0", many=3, begun=begun))
    await begun.wait()
    await agent.get(f"/conversations/{scene.complaint}")
    _, heard = await stream
    assert re.findall(r"event: desk\r\ndata: (\d+)", heard) == ["2", "1"]


async def test_open_page_is_noted_once_a_beat(
    browsers: Browsers, staff: None, scene: Scene, database: Database, clock: Clock
) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    begun = clock.now

    async def noted() -> datetime | None:
        async with database.reading() as session:
            place = (await session.scalars(select(ReadingPlace))).one()
            return place.seen_at

    async def opened() -> None:
        await agent.get(f"/conversations/{scene.praise}")
        await agent.stream(f"/live?conversation={scene.praise}&seen=0")

    await opened()
    clock.advance(BEAT - timedelta(seconds=1))
    await opened()
    assert await noted() == begun
    clock.advance(timedelta(seconds=1))
    await agent.stream(f"/live?conversation={scene.praise}&seen=0")
    assert await noted() == begun + BEAT


async def test_stream_ends_with_the_session(browsers: Browsers, staff: None, clock: Clock) -> None:
    browser = await browsers.logged_in(Role.AGENT)
    begun = asyncio.Event()
    stream = asyncio.create_task(browser.stream("/live", many=9, begun=begun))
    await begun.wait()
    clock.advance(IDLE)
    _, heard = await stream
    assert "event: over" in heard


async def test_stream_of_an_erased_customer_ends(browsers: Browsers, staff: None, scene: Scene) -> None:
    browser = await browsers.logged_in(Role.AGENT)
    _, heard = await browser.stream("/live?conversation=999", many=9)
    assert "event: over" in heard


async def test_page_that_renews_itself_does_not_keep_the_session(
    browsers: Browsers, staff: None, scene: Scene, clock: Clock
) -> None:
    browser = await browsers.logged_in(Role.AGENT)
    for _ in range(3):
        clock.advance(IDLE / 2)
        response = await browser.get("/conversations", **{"x-huifang-background": "1"})
    assert response.status_code == 303


async def test_stream_of_nobody_is_over_and_no_login_page(browsers: Browsers) -> None:
    response = await browsers.open().get("/live", accept="text/event-stream")
    assert (response.status_code, response.content) == (204, b"")
