"""Staff learn about a case in the console, and in their own chat if there is one."""

from dataclasses import replace

from sqlalchemy import select

from actions.cases.alerts import RECOVERY, STALLED, alert, clear
from actions.settings.house import House
from actions.settings.replies import Reply
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm, OutboxItem
from tests.conftest import NOON
from tests.records import Records


async def raised(database: Database, house: House, *cleared: str) -> list[tuple[str, str]]:
    """The alarms that are left after two about a case were raised, and some cleared."""
    async with database.transaction() as session:
        records = Records(session, NOON)
        case = await records.case(await records.customer(), outlet="north")
        await alert(session, RECOVERY, Reply.STAFF_LOW_SCORE, case, NOON, house)
        await alert(session, STALLED, Reply.STAFF_STALLED, case, NOON, house, hours="8")
        if cleared:
            await clear(session, case, NOON, *cleared)
        rows = await session.scalars(select(Alarm).where(Alarm.cleared_at.is_(None)).order_by(Alarm.id))
        return [(row.kind, row.subject) for row in rows]


async def told(database: Database) -> list[tuple[int, str]]:
    async with database.reading() as session:
        rows = await session.scalars(select(OutboxItem).order_by(OutboxItem.id))
        return [(row.address.number, row.payload["text"]) for row in rows]


async def test_alarms_name_the_case(database: Database, house: House) -> None:
    assert await raised(database, house) == [
        ("case.recovery", "case:HF-000001"),
        ("case.stalled", "case:HF-000001"),
    ]
    assert await told(database) == []


async def test_staff_chat_is_told_too_in_one_message(database: Database, house: House) -> None:
    await raised(database, replace(house, staff_chat=Address(-100)))
    ((chat, text),) = await told(database)
    assert (chat, *text.splitlines()) == (
        -100,
        "回访低分，已建跟进工单 HF-000001（north）。",
        "工单 HF-000001 已经 8 个工作小时没有进展（north）。",
    )


async def test_only_named_kinds_are_cleared(database: Database, house: House) -> None:
    assert await raised(database, house, STALLED) == [("case.recovery", "case:HF-000001")]
