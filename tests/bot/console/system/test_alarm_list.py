"""The page of alarms."""

from datetime import datetime

from store.engine.database import Database
from store.models.queues import Alarm
from tests.bot.console.browser import Browser
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
    assert '<a href="/console/conversations/4">Conversation 4</a>' in page
    assert "A customer has waited too long for the person who took over." in page
