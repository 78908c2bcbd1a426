"""The audit log, newest first."""

from datetime import datetime

from store.engine.database import Database
from store.models.staff import AuditEntry
from store.queries.paging import Cursor
from store.queries.system.audit import AuditRow, list_audit
from tests.records import Records


async def write(database: Database, now: datetime, *entries: tuple[str, str]) -> None:
    async with database.transaction() as session:
        await Records(session, now).staff("Mei")
        for actor, action in entries:
            session.add(AuditEntry(at=now, actor=actor, action=action, subject="case:1", detail={"a": 1}))
            await session.flush()


async def test_actor_is_named_where_it_is_known(database: Database, now: datetime) -> None:
    await write(database, now, ("staff:1", "x"), ("staff:9", "x"), ("key:staff:1", "x"), ("system", "x"))
    async with database.reading() as session:
        page = await list_audit(session)
    assert [row.actor for row in page.rows] == ["system", "key:staff:1", "staff:9", "Mei"]
    assert page.rows[-1] == AuditRow(1, now, "Mei", "x", "case:1", {"a": 1})


async def test_member_of_staff_who_is_concerned_is_named(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await Records(session, now).staff("Mei")
        for subject in ("staff:1", "staff:9", None):
            session.add(AuditEntry(at=now, actor="system", action="x", subject=subject))
            await session.flush()
    async with database.reading() as session:
        page = await list_audit(session)
    assert [row.subject for row in page.rows] == [None, "staff:9", "Mei"]


async def test_actions_are_chosen_by_how_they_begin(database: Database, now: datetime) -> None:
    await write(database, now, ("system", "case.settle"), ("system", "casework"), ("system", "login"))
    async with database.reading() as session:
        chosen = {about: await list_audit(session, about) for about in ("case.", "case", "_ase", "%")}
    assert {about: [row.action for row in page.rows] for about, page in chosen.items()} == {
        "case.": ["case.settle"],
        "case": ["casework", "case.settle"],
        "_ase": [],
        "%": [],
    }


async def test_pages_follow_each_other(database: Database, now: datetime) -> None:
    await write(database, now, *(("system", str(number)) for number in range(5)))
    seen: list[str] = []
    after: Cursor | None = None
    for _ in range(3):
        async with database.reading() as session:
            page = await list_audit(session, after=after, size=2)
        seen += [row.action for row in page.rows]
        after = page.following
    assert (seen, after) == (["4", "3", "2", "1", "0"], None)
