"""What staff do about the targets of events."""

from datetime import datetime

import pytest
from sqlalchemy import select

from actions.webhooks.webhook_targets import (
    DISABLED,
    ROTATION,
    UnfitUrl,
    add_target,
    checked_url,
    choose_events,
    enable_target,
    queue_test,
    remove_target,
    replay,
    rotate_secret,
    subject_of,
)
from store.engine.database import Database
from store.models.queues import (
    Alarm,
    DeliveryStatus,
    EventDelivery,
    SystemEventKind,
    TargetKind,
    WebhookTarget,
)
from store.models.staff import AuditEntry
from store.queries.not_found import NotFound
from store.queues.alarm_rows import raise_alarm

URL = "https://crm.example/hook"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://crm.example/",
        "https://",
        "crm.example",
        "https://ann:secret@crm.example/",
        "https://crm.example/#part",
        "https://crm.example:99999/",
        "https://crm.example:0/",
        "https://crm.example/ü",
        f"https://crm.example/{'x' * 2000}",
    ],
)
def test_unfit_address_is_refused(url: str) -> None:
    with pytest.raises(UnfitUrl):
        checked_url(url, TargetKind.WEBHOOK)


def test_fit_address_is_kept() -> None:
    assert checked_url(f" {URL} ", TargetKind.WEBHOOK) == URL


async def test_target_gets_what_it_wants_and_is_audited(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        number, secret = await add_target(session, URL, [SystemEventKind.ALARM_RAISED], now)
        await choose_events(
            session, number, [SystemEventKind.CASE_OPENED, SystemEventKind.ALARM_RAISED], now, has_words=True
        )
        target = await session.get_one(WebhookTarget, number)
        assert (target.events, target.has_words) == (" case.opened alarm.raised ", True)
        await queue_test(session, number, now)
        await enable_target(session, number, now)
        done = list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert done == ["webhook.added", "webhook.changed", "webhook.tested", "webhook.enabled"]
    assert secret is not None
    assert (secret[:6], len(secret)) == ("whsec_", 50)


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        (TargetKind.DINGTALK, "SEC1"),
        (TargetKind.FEISHU, "SEC1"),
        (TargetKind.WECOM, ""),
        (TargetKind.SLACK, ""),
    ],
)
async def test_only_robots_that_check_signatures_keep_a_secret(
    database: Database, now: datetime, kind: TargetKind, kept: str
) -> None:
    async with database.transaction() as session:
        number, made = await add_target(session, URL, [], now, kind=kind, secret=" SEC1 ")
        assert (made, (await session.get_one(WebhookTarget, number)).secret) == (None, kept)


async def test_old_secret_stays_for_a_day(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        number, secret = await add_target(session, URL, [SystemEventKind.ALARM_RAISED], now)
        new = await rotate_secret(session, number, now)
        target = await session.get_one(WebhookTarget, number)
        kept = (target.secret, target.old_secret, target.old_until)
    assert kept == (new, secret, now + ROTATION)
    assert new != secret


async def test_test_event_goes_to_one_target_and_is_sent_again_under_its_id(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        await add_target(session, URL, list(SystemEventKind), now)
        number, _ = await add_target(session, URL, [SystemEventKind.ALARM_RAISED], now)
        await queue_test(session, number, now)
        delivery = (await session.scalars(select(EventDelivery))).one()
        event_id, delivery.status, delivery.attempts = delivery.event_id, DeliveryStatus.FAILED, 10
        await session.flush()
        await replay(session, delivery.id, now)
        assert (delivery.target_id, delivery.kind) == (number, SystemEventKind.TEST)
        assert (delivery.status, delivery.attempts) == (DeliveryStatus.PENDING, 0)
        assert delivery.event_id == event_id


async def test_removed_target_takes_its_deliveries_and_its_alarm_along(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        number, _ = await add_target(session, URL, [SystemEventKind.ALARM_RAISED], now)
        await raise_alarm(session, DISABLED, subject_of(number), now)
        await remove_target(session, number, now)
    async with database.reading() as session:
        assert list(await session.scalars(select(EventDelivery))) == []
        assert list(await session.scalars(select(Alarm.cleared_at))) == [now]


async def test_unknown_numbers_are_refused(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        for act in (rotate_secret, enable_target, remove_target, queue_test, replay):
            with pytest.raises(NotFound):
                await act(session, 5, now)


def test_address_of_apprise_keeps_its_password() -> None:
    url = "mailtos://desk:secret@shop.example?to=lee@shop.example"
    assert checked_url(f" {url}", TargetKind.APPRISE) == url
    with pytest.raises(UnfitUrl):
        checked_url("mailtos://a b", TargetKind.APPRISE)
    with pytest.raises(UnfitUrl):
        checked_url(url, TargetKind.WEBHOOK)
