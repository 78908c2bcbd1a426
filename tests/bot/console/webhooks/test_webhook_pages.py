"""Administrators choose which systems receive which events."""

import re
from datetime import datetime

import pytest
from sqlalchemy import select

from actions.webhooks.webhook_targets import add_target
from store.engine.database import Database
from store.models.queues import DeliveryStatus, EventDelivery, SystemEventKind, TargetKind, WebhookTarget
from tests.bot.console.browser import Browser
from tests.bot.console.conftest import audited
from tests.fakes.group_robots import URLS

CODE = re.compile(r"<code>(whsec_[^<]+)</code>")
URL = "https://crm.example/hook"


async def test_target_is_added_with_a_secret_that_is_shown_once(
    administrator: Browser, database: Database
) -> None:
    await administrator.get("/webhooks")
    page = await administrator.post("/webhooks", url=URL, **{"case.opened": "true"})
    secrets = CODE.findall(page.text)
    assert (page.status_code, len(secrets)) == (200, 1)
    assert CODE.findall((await administrator.get("/webhooks/1")).text) == []
    rotated = await administrator.post("/webhooks/1/secret")
    assert len(CODE.findall(rotated.text)) == 1
    async with database.reading() as session:
        target = (await session.scalars(select(WebhookTarget))).one()
    assert (target.url, target.events, target.old_secret) == (URL, " case.opened ", secrets[0])
    assert [action for _, action in await audited(database)] == ["webhook.added", "webhook.secret_changed"]


@pytest.mark.parametrize("url", ["ftp://crm.example/", "syslog://", "dbus://", "dingtalk://token"])
async def test_unfit_address_is_refused(administrator: Browser, url: str) -> None:
    await administrator.get("/webhooks")
    page = await administrator.post("/webhooks", url=url)
    assert page.status_code == 409
    assert "https://" in page.text


async def test_password_of_a_mail_address_is_not_shown(
    administrator: Browser, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "mailtos://desk:hunter2@shop.example?to=lee@shop.example"
    await administrator.get("/webhooks")
    pages = [await administrator.post("/webhooks", url=url, outlets="望京店", **{"case.opened": "true"})]
    pages.append(await administrator.post("/webhooks/1/test"))
    pages.append(await administrator.get("/webhooks/1"))
    pages.append(await administrator.get("/audit"))
    assert [page.status_code for page in pages] == [200, 303, 200, 200]
    assert not any("hunter2" in page.text for page in pages)
    assert ("mailtos://…" in pages[2].text, "hunter2" in capsys.readouterr().out) == (True, False)
    async with database.reading() as session:
        target = (await session.scalars(select(WebhookTarget))).one()
    assert (target.kind, target.outlets, target.url) == (TargetKind.APPRISE, ("望京店",), url)


async def test_target_is_changed_tested_replayed_enabled_and_removed(
    administrator: Browser, database: Database, now: datetime
) -> None:
    await administrator.get("/webhooks")
    await administrator.post("/webhooks", url=URL)
    await administrator.post("/webhooks/1/events", words="true", **{"score.low": "true"})
    await administrator.post("/webhooks/1/test")
    async with database.transaction() as session:
        target = (await session.scalars(select(WebhookTarget))).one()
        assert (target.events, target.has_words) == (" score.low ", True)
        target.disabled_at = target.failing_since = now
        delivery = (await session.scalars(select(EventDelivery))).one()
        delivery.status, delivery.attempts, delivery.outcome = DeliveryStatus.FAILED, 21, "500"
    page = (await administrator.get("/webhooks/1")).text
    assert "/deliveries/1/replay" in page
    await administrator.post("/webhooks/1/deliveries/1/replay")
    await administrator.post("/webhooks/1/enable")
    async with database.reading() as session:
        target = (await session.scalars(select(WebhookTarget))).one()
        delivery = (await session.scalars(select(EventDelivery))).one()
    assert (target.disabled_at, delivery.status) == (None, DeliveryStatus.PENDING)
    removed = await administrator.post("/webhooks/1/remove")
    assert removed.headers["location"] == "/console/webhooks?notice=changed"
    assert (await administrator.get("/webhooks/1")).status_code == 404


async def test_robot_is_added_with_its_outlets_and_shows_no_key(
    administrator: Browser, database: Database
) -> None:
    await administrator.get("/webhooks")
    url = URLS[TargetKind.FEISHU]
    page = await administrator.post(
        "/webhooks",
        url=url,
        kind="",
        secret=" c0ffee ",
        outlets="望京店\r\nnorth, old\r\n",
        **{"score.low": "true"},
    )
    assert (CODE.findall(page.text), url in page.text, "open.feishu.cn …0a1b" in page.text) == (
        [],
        False,
        True,
    )
    shown = (await administrator.get("/webhooks/1")).text
    assert ("c0ffee" in shown, url in shown, ">\n望京店\nnorth, old</textarea>" in shown) == (
        False,
        False,
        True,
    )
    assert (await administrator.post("/webhooks/1/secret")).status_code == 404
    async with database.reading() as session:
        target = (await session.scalars(select(WebhookTarget))).one()
    assert (target.kind, target.secret, target.outlets) == (
        TargetKind.FEISHU,
        "c0ffee",
        ("望京店", "north, old"),
    )


async def test_outlets_stay_as_they_are_named_when_the_page_is_saved(
    administrator: Browser, database: Database, now: datetime
) -> None:
    outlets = ("Main  Street, 5", "望京店")
    async with database.transaction() as session:
        await add_target(session, URL, [SystemEventKind.CASE_OPENED], now, outlets=outlets)
    page = (await administrator.get("/webhooks/1")).text
    [shown] = re.findall(r'<textarea name="outlets"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    await administrator.post("/webhooks/1/events", outlets=shown.replace("\n", "\r\n"))
    async with database.reading() as session:
        assert list(await session.scalars(select(WebhookTarget.outlets))) == [outlets]


@pytest.mark.parametrize("name", ["outlets", "secret"])
@pytest.mark.parametrize("value", ["a\x00b", "x" * 4001])
async def test_unfit_fields_are_refused(administrator: Browser, name: str, value: str) -> None:
    await administrator.get("/webhooks")
    assert (await administrator.post("/webhooks", url=URL, **{name: value})).status_code == 400
