"""A staff room that is tied as staff do it: codes of the console, typed in the group."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from actions.staff.roster import add_member
from actions.staffroom.room.room_codes import issue_code
from bot.sandbox.control.sandbox_client import SandboxClient
from store.engine.database import Database
from store.models.queues import InboxItem, InboxStatus
from store.models.staff import Role
from store.models.staff_rooms import CodePurpose, RoomMember

PAUSE = 0.2
LONGEST = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class TiedRoom:
    """The group and its one member, Ann of the staff, and the ids of all updates up to the tying."""

    group: int
    member: int
    staff_id: int
    updates: frozenset[int]


async def tie_staff_room(telegram: SandboxClient, database: Database) -> TiedRoom:
    """Make a group and a member of staff, and tie both. Nothing else may be under way."""
    now = datetime.now(UTC)
    async with database.transaction() as session:
        staff = await add_member(session, "Ann", Role.AGENT, "-", now)
        codes = [await issue_code(session, purpose, staff.id, now) for purpose in CodePurpose]
    member = await telegram.customer("Ann")
    group = await telegram.group("Staff", [member], forum=True)
    for word, code in zip(("room", "join"), codes, strict=True):
        last = await telegram.send_text(member, f"/{word} {code}", group)
    assert last.update_id is not None
    async with asyncio.timeout(LONGEST):
        while not (known := await _tied(database, last.update_id)):
            await asyncio.sleep(PAUSE)
    return TiedRoom(group, member, staff.id, known)


async def _tied(database: Database, last: int) -> frozenset[int]:
    """Return the ids of all updates once the last has tied a member; until then, nothing."""
    async with database.reading() as session:
        tied = await session.scalar(select(RoomMember.id).where(RoomMember.staff_id.is_not(None)))
        rows = list(await session.scalars(select(InboxItem)))
    is_done = all(row.status is InboxStatus.DONE for row in rows)
    found = frozenset(row.update_id for row in rows)
    return found if tied is not None and is_done and last in found else frozenset()
