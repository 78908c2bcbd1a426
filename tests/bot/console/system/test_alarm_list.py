"""The page of alarms."""

import re
from datetime import datetime

from bot.console.system.alarm_list import grouped
from store.engine.database import Database
from store.models.queues import Alarm
from store.models.staff import Role
from store.queries.system.alarms import OpenAlarm
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.scene import Scene


async def test_each_trouble_is_listed_with_the_way_to_it(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/alarms")).text
    for shown in (
        "Another program fetches the messages of this bot.",
        "bot:1",
        "Update 911",
        "Attempts: 5",
        "ValueError",
        "Unknown whether it arrived",
        f'href="/console/conversations/{scene.complaint}#m',
    ):
        assert shown in page


async def test_quiet_system_says_so(reviewer: Browser) -> None:
    assert "All is well." in (await reviewer.get("/alarms")).text


async def test_alarm_leads_to_its_case_or_conversation(
    reviewer: Browser, scene: Scene, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        for kind, subject in (
            ("case.stalled", "case:HF-000003"),
            ("conversation.unanswered", "conversation:4"),
        ):
            session.add(Alarm(kind=kind, subject=subject, raised_at=now))
    page = (await reviewer.get("/alarms")).text
    assert '<a href="/console/cases/3">HF-000003</a>' in page
    assert '<a href="/console/conversations/4">Conversation 4</a> · <bdi>' in page
    assert "A customer has waited too long for the person who took over." in page


async def test_alarms_of_a_cause_stand_together_and_are_taken_care_of(
    browsers: Browsers, staff: None, scene: Scene, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        for subject in ("case:HF-000003", "case:HF-000002"):
            session.add(Alarm(kind="case.stalled", subject=subject, raised_at=now))
    agent = await browsers.logged_in(Role.AGENT)
    page = (await agent.get("/alarms")).text
    assert page.count("<h2>Nothing has been done about a case for too long.") == 1
    assert "· <bdi>王小姐</bdi>" in page
    (ids,) = re.findall(r'name="alarms" value="(\d+,\d+)"', page)
    answer = await agent.post("/alarms/care", alarms=ids)
    assert answer.headers["location"] == "/console/alarms?notice=changed"
    page = (await agent.get("/alarms")).text
    assert (page.count("agent-one takes care of it"), f'value="{ids}"' in page) == (2, False)
    assert (await agent.post("/alarms/care", alarms="")).status_code == 400
    first, _ = ids.split(",")
    assert page.count('action="/console/alarms/give-back"') == 2
    answer = await agent.post("/alarms/give-back", alarms=first)
    assert answer.headers["location"] == "/console/alarms?notice=changed"
    page = (await agent.get("/alarms")).text
    assert (page.count("agent-one takes care of it"), f'value="{first}"' in page) == (1, True)


def test_causes_come_in_the_order_of_their_newest_alarm(now: datetime) -> None:
    alarms = [
        OpenAlarm(n, kind, "s", now, owner)
        for n, kind, owner in ((3, "b", None), (2, "a", "Mei"), (1, "b", None))
    ]
    assert [(group.kind, group.unowned) for group in grouped(alarms)] == [("b", "3,1"), ("a", "")]
