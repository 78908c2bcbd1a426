"""What stands before every page, and what becomes of failures."""

from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Mount, Route
from structlog.testing import capture_logs

from actions.staff.sessions import IDLE
from bot.console.console_app import build_console
from bot.console.conversations import conversation_list
from bot.console.web.console_parts import ConsoleDeps, Site
from bot.console.web.guard import Guard
from store.engine.database import Database
from store.engine.database_errors import Conflict
from tests.bot.console.browser import Browser, Browsers, Clock


async def test_stranger_is_led_to_the_login_and_back(browser: Browser) -> None:
    response = await browser.get("/conversations?intent=complaint")
    assert (response.status_code, response.headers["location"]) == (
        303,
        "/console/login?next=/console/conversations%3Fintent%3Dcomplaint",
    )


async def test_session_that_has_ended_leads_to_the_login(reviewer: Browser, clock: Clock) -> None:
    assert (await reviewer.get("/cases")).status_code == 200
    clock.advance(IDLE)
    response = await reviewer.get("/cases")
    assert (response.status_code, response.headers["location"]) == (303, "/console/login?next=/console/cases")


async def test_used_session_goes_on(reviewer: Browser, clock: Clock) -> None:
    for _ in range(4):
        clock.advance(IDLE - timedelta(minutes=2))
        assert (await reviewer.get("/cases")).status_code == 200


async def test_post_of_a_stranger_leads_to_the_login(browser: Browser) -> None:
    response = await browser.post("/conversations/1/messages/1/intent", intent="praise")
    assert (response.status_code, response.headers["location"]) == (303, "/console/login")


@pytest.mark.parametrize("path", ["/nowhere", "/conversations/x", "/conversations/1/2", "/static/x"])
async def test_unknown_address_is_a_page_of_its_own(reviewer: Browser, path: str) -> None:
    response = await reviewer.get(path)
    assert response.status_code == 404
    assert "There is no such page" in response.text


async def test_other_methods_are_refused(reviewer: Browser) -> None:
    assert (await reviewer.post("/cases")).status_code == 405
    assert (await reviewer.client.put("/console/login")).status_code == 405


async def test_bad_values_are_named(reviewer: Browser) -> None:
    response = await reviewer.get("/conversations?from=yesterday&intent=rage")
    assert response.status_code == 400
    assert "Please check: from, intent" in response.text


@pytest.mark.parametrize("media_type", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
async def test_only_own_forms_are_read(reviewer: Browser, media_type: str) -> None:
    response = await reviewer.client.post(
        "/console/logout", content=b"csrf=x", headers={"content-type": media_type}
    )
    assert response.status_code == 415


async def test_large_form_is_refused(reviewer: Browser) -> None:
    assert (await reviewer.post("/language", language="zh", next="x" * 70_000)).status_code == 413


async def test_absent_database_is_said_and_nothing_else(deps: ConsoleDeps, unused_port: int) -> None:
    absent = Database.at(f"postgresql://127.0.0.1:{unused_port}/none")
    site = Starlette(routes=[Mount("/console", build_console(replace(deps, database=absent)))])
    browser = Browsers(site).open()
    browser.client.cookies.set("huifang", "some-session")
    response = await browser.get("/conversations")
    assert response.status_code == 503
    assert "The database does not answer" in response.text
    assert str(unused_port) not in response.text
    await browser.client.aclose()
    await absent.close()


async def test_own_mistake_is_recorded_without_its_words(
    browsers: Browsers, reviewer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*args: object, **values: object) -> None:
        raise RuntimeError("a customer's words")

    monkeypatch.setattr(conversation_list, "list_conversations", fail)
    with capture_logs() as logs:
        response = await reviewer.get("/conversations")
    assert response.status_code == 500
    assert "customer's words" not in response.text + str(logs)
    assert [(entry["event"], entry["kind"]) for entry in logs] == [("page failed", "RuntimeError")]
    assert any(place.startswith("conversation_list.py:") for place in logs[0]["places"])


async def test_refusal_is_in_the_visitors_language(browsers: Browsers) -> None:
    response = await browsers.open(**{"accept-language": "zh-CN"}).get("/nowhere")
    assert "找不到页面" in response.text
    assert '<html lang="zh-Hans">' in response.text


async def test_page_of_a_refusal_still_knows_who_reads_it(reviewer: Browser) -> None:
    for path in ("/conversations/999", "/nowhere"):
        response = await reviewer.get(path)
        assert (response.status_code, "reviewer-one" in response.text) == (404, True)
        assert (await reviewer.post("/language", language="en")).status_code == 303


async def test_row_that_another_has_written_meanwhile_is_no_mistake_of_ours(
    deps: ConsoleDeps,
) -> None:
    async def clash(*_: object) -> Response:
        raise Conflict("answers.key")

    site = Starlette(routes=[Route("/console/clash", Guard(Site.of(deps)).open(clash))])
    browsers = Browsers(site)
    response = await browsers.open().get("/clash")
    await browsers.close()
    assert (response.status_code, "Another change came first" in response.text) == (409, True)
