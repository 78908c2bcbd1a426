"""Faults of the robots of groups: refusals inside HTTP 200, floods, blocks, and names that are markup."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from actions.webhooks.delivery_queue import PostEnd
from actions.webhooks.event_wording import EventWording
from actions.webhooks.webhook_targets import add_target, queue_test
from bot.worker.webhooks.webhook_round import WebhookRound
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.event_capture import message_received, telling
from store.models.queues import DeliveryStatus, EventDelivery, SystemEventKind, TargetKind, WebhookTarget
from tests.bot.worker.conftest import Clock
from tests.fakes.event_poster import MemoryPoster
from tests.fakes.group_robots import SECRETS, URLS, FakeRobot, shown_text
from tests.fakes.notice_sender import MemoryNotices
from tests.records import Records

ROBOTS = list(URLS)
REFUSALS = [
    (TargetKind.DINGTALK, b'{"errcode":310000,"errmsg":"sign not match"}', "200 code 310000"),
    (TargetKind.FEISHU, b'{"code":19021,"msg":"sign match fail"}', "200 code 19021"),
    (TargetKind.FEISHU, b'{"StatusCode":19024,"StatusMessage":"Key Words Not Found"}', "200 code 19024"),
    (TargetKind.WECOM, b'{"errcode":93000,"errmsg":"invalid webhook url"}', "200 code 93000"),
    (TargetKind.SLACK, b"channel_not_found", "200 the answer is not ok"),
    (TargetKind.DINGTALK, b"<html>", "200 the answer has no code"),
]


async def added(database: Database, kind: TargetKind, now: datetime, *, has_words: bool = False) -> int:
    """Add a robot that wants all events; return its number."""
    async with database.transaction() as session:
        number, _ = await add_target(
            session,
            URLS[kind],
            tuple(SystemEventKind),
            now,
            secret=SECRETS.get(kind, ""),
            has_words=has_words,
        )
    return number


async def statuses(database: Database) -> list[tuple[DeliveryStatus, str | None]]:
    async with database.reading() as session:
        return list((await session.execute(select(EventDelivery.status, EventDelivery.outcome))).tuples())


async def looked(tending: WebhookRound, clock: Clock, seconds: float, times: int) -> None:
    for _ in range(times):
        await tending.look()
        await tending.settle()
        clock.pass_(seconds)


@pytest.mark.parametrize(("kind", "answer", "outcome"), REFUSALS)
async def test_100_refusal_inside_http_200_is_a_failure_and_is_tried_again(
    database: Database, now: datetime, kind: TargetKind, answer: bytes, outcome: str
) -> None:
    number = await added(database, kind, now)
    async with database.transaction() as session:
        await queue_test(session, number, now)
    clock = Clock(now)
    poster = MemoryPoster([PostEnd(200, answer=answer)])
    await looked(WebhookRound(database, poster, MemoryNotices(), EventWording, clock=clock), clock, 1, 1)
    assert await statuses(database) == [(DeliveryStatus.PENDING, outcome)]
    async with database.reading() as session:
        assert (await session.get_one(WebhookTarget, number)).failing_since == now
    robot = FakeRobot(kind, clock, SECRETS.get(kind, ""))
    await looked(WebhookRound(database, robot, MemoryNotices(), EventWording, clock=clock), clock, 5, 4)
    assert await statuses(database) == [(DeliveryStatus.DELIVERED, "200")]


@pytest.mark.parametrize("kind", ROBOTS)
async def test_101_flood_of_events_stays_within_the_pace_of_the_robot(
    database: Database, now: datetime, kind: TargetKind
) -> None:
    await added(database, kind, now)
    clock = Clock(now)
    robot = FakeRobot(kind, clock, SECRETS.get(kind, ""))
    tending = WebhookRound(
        database,
        robot,
        MemoryNotices(),
        lambda: EventWording("https://shop.example/console", Language.ZH),
        clock=clock,
    )
    for number in range(60):
        async with database.transaction() as session:
            facts = {"case": number, "kind": "complaint", "step": "opened", "outlet": "望京店"}
            for _ in range(5):
                await session.execute(*telling(SystemEventKind.CASE_OPENED, clock(), facts))
        await looked(tending, clock, 0.25, 4)
    await looked(tending, clock, 0.5, 240)
    assert {status for status, _ in await statuses(database)} == {DeliveryStatus.DELIVERED}
    assert robot.blocked_until is None
    assert len(robot.taken) == len(robot.asked)
    lines = sum(shown_text(kind, body).count("望京店") for body in robot.taken)
    assert lines == 300


@pytest.mark.parametrize("kind", ROBOTS)
async def test_102_names_and_words_are_never_markup_of_the_robot(
    database: Database, now: datetime, kind: TargetKind
) -> None:
    await added(database, kind, now, has_words=True)
    attack = (
        "<!channel> <@all> @all [free](https://evil.example) <font color=red> *b* `c` # &lt;!here&gt; \u202e"
    )
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.talk()
        message = await records.heard(talk, attack)
        await session.execute(*message_received(message, talk.customer_id))
        facts = {"case": 7, "kind": "complaint", "step": "opened", "outlet": attack}
        await session.execute(*telling(SystemEventKind.CASE_OPENED, now, facts))
    clock = Clock(now + timedelta(minutes=1))
    robot = FakeRobot(kind, clock, SECRETS.get(kind, ""))
    await looked(WebhookRound(database, robot, MemoryNotices(), EventWording, clock=clock), clock, 1, 1)
    [body] = robot.taken
    lines = [line for line in shown_text(kind, body).splitlines() if "Huifang" not in line]
    said = "".join(line.removeprefix("> ").removeprefix("&gt; ") for line in lines)
    assert said.count("＜！channel＞ ＜＠all＞ ＠all") == 2
    assert [sign for sign in "<>&*`[]()@!\u202e" if sign in said] == []
    assert "https://" not in shown_text(kind, body)


async def test_103_blocked_robot_is_left_alone_until_the_block_ends(
    database: Database, now: datetime
) -> None:
    number = await added(database, TargetKind.DINGTALK, now)
    clock = Clock(now)
    robot = FakeRobot(TargetKind.DINGTALK, clock, SECRETS[TargetKind.DINGTALK])
    robot.blocked_until = now + timedelta(minutes=10)  # another program used the robot
    async with database.transaction() as session:
        await queue_test(session, number, now)
    tending = WebhookRound(database, robot, MemoryNotices(), EventWording, clock=clock)
    await looked(tending, clock, 10, 59)
    assert (len(robot.asked), len(robot.taken)) == (1, 0)
    await looked(tending, clock, 10, 30)
    assert len(robot.taken) == 1
    assert await statuses(database) == [(DeliveryStatus.DELIVERED, "200")]
