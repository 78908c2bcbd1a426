"""A look is noted once for each person, thing and hour."""

from datetime import datetime, timedelta

from sqlalchemy import select

from actions.casework.looks import Viewed, note_looks, note_reading
from actions.staff.api_keys import KeyScope
from store.engine.database import Database
from store.models.staff import AuditEntry


async def noted(database: Database) -> list[tuple[str, str, str | None]]:
    async with database.reading() as session:
        rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.actor, row.action, row.subject) for row in rows]


async def test_look_is_noted_once_an_hour(database: Database, now: datetime) -> None:
    for minutes in (0, 1, 59, 60, 61):
        await note_looks(database, {Viewed.CONVERSATION: 7}, 3, now + timedelta(minutes=minutes))
    assert await noted(database) == [("staff:3", "look.conversation", "conversation:7")] * 2


async def test_each_person_and_each_thing_is_noted(database: Database, now: datetime) -> None:
    for what, row_id, staff_id in (
        (Viewed.CASE, 7, 3),
        (Viewed.CASE, 7, 4),
        (Viewed.CASE, 8, 3),
        (Viewed.FILE, 7, 3),
    ):
        await note_looks(database, {what: row_id}, staff_id, now)
    assert await noted(database) == [
        ("staff:3", "look.case", "case:7"),
        ("staff:4", "look.case", "case:7"),
        ("staff:3", "look.case", "case:8"),
        ("staff:3", "look.file", "message:7"),
    ]


async def test_reading_of_a_system_is_noted_once_an_hour_for_each_scope(
    database: Database, now: datetime
) -> None:
    for minutes in (0, 59, 60):
        await note_reading(database, "crm", KeyScope.CASES, now + timedelta(minutes=minutes))
    await note_reading(database, "crm", KeyScope.CUSTOMERS, now)
    await note_reading(database, "till", KeyScope.CASES, now)
    assert await noted(database) == [
        ("key:crm", "look.cases", None),
        ("key:crm", "look.cases", None),
        ("key:crm", "look.customers", None),
        ("key:till", "look.cases", None),
    ]
