"""The messages alone, for an open page."""

import re
from datetime import datetime

import pytest
from sqlalchemy import func, select

from actions.casework.case_history import record_step
from actions.casework.noticing.watching import watch_case
from store.engine.database import Database
from store.models.cases import Case, CaseStep
from store.models.conversations import ReadingPlace
from store.models.staff import AuditEntry, Role, Staff
from store.queries.staff_notices import count_notices
from tests.bot.console.browser import Browser
from tests.bot.console.scene import Scene


async def places(database: Database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(ReadingPlace)) or 0


@pytest.mark.parametrize(("query", "read"), [("", 0), ("?read=true", 1), ("?read=true&before=999", 0)])
async def test_messages_are_read_only_where_the_page_is_looked_at(
    reviewer: Browser, scene: Scene, database: Database, query: str, read: int
) -> None:
    page = await reviewer.get(f"/conversations/{scene.complaint}/lines{query}")
    assert (page.status_code, f'id="m{scene.complaint_message}"' in page.text) == (200, True)
    assert ("<html" in page.text, 'class="queue"' in page.text) == (False, False)
    assert await places(database) == read


async def test_look_is_audited(reviewer: Browser, scene: Scene, database: Database) -> None:
    await reviewer.get(f"/conversations/{scene.complaint}/lines")
    async with database.reading() as session:
        looks = select(AuditEntry.action, AuditEntry.subject).where(AuditEntry.action.startswith("look."))
        seen = [tuple(row) for row in await session.execute(looks)]
    assert seen == [("look.conversation", f"conversation:{scene.complaint}")]


async def test_links_keep_the_case(reviewer: Browser, scene: Scene) -> None:
    page = await reviewer.get(f"/conversations/{scene.complaint}/lines?case=3")
    assert f'data-part="/console/conversations/{scene.complaint}/lines?case=3"' in page.text


async def test_steps_of_a_watched_case_are_not_seen_with_the_messages(
    reviewer: Browser, scene: Scene, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        case = await session.scalar(select(Case).where(Case.conversation_id == scene.complaint))
        staff = await session.scalar(select(Staff).where(Staff.role == Role.REVIEWER))
        other = await session.scalar(select(Staff.id).where(Staff.role == Role.ADMINISTRATOR))
        assert case is not None
        assert staff is not None
        assert other is not None
        await watch_case(session, case.id, staff.id, now)
        record_step(session, case, CaseStep.NOTE, other, now)
    await reviewer.get(f"/conversations/{scene.complaint}/lines?case={case.id}&read=true")
    async with database.reading() as session:
        assert await count_notices(session, staff.id) == 1


async def test_conversation_without_messages_has_none(reviewer: Browser, scene: Scene) -> None:
    assert (await reviewer.get("/conversations/999/lines")).status_code == 404


async def test_earlier_messages_are_those_before_one(reviewer: Browser, scene: Scene) -> None:
    newest = (await reviewer.get(f"/conversations/{scene.complaint}/lines")).text
    shown = [int(found) for found in re.findall(r'id="m(\d+)"', newest)]
    before = shown[2]
    page = (await reviewer.get(f"/conversations/{scene.complaint}/lines?before={before}")).text
    assert [int(found) for found in re.findall(r'id="m(\d+)"', page)] == shown[:2]
