"""What was found about the bot's rights: kept for the console, said in the group, alarmed."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.staffroom.room.room_rights import GroupFacts, RoomLack, is_usable, missing_rights
from actions.staffroom.room.room_texts import room_text
from actions.staffroom.room.room_voice import say_in_room
from store.models.staff_rooms import StaffRoom
from store.queries.staffroom.live_room import LiveRoom
from store.queues.alarm_rows import clear_alarm, raise_alarm

UNUSABLE = "room.unusable"
AGAIN, SOON = timedelta(minutes=10), timedelta(seconds=30)


def is_check_due(room: LiveRoom, now: datetime) -> bool:
    """Return whether the rights are to be looked at: at once after a change, often while some are missing."""
    if room.checked_at is None:
        return True
    return abs(now - room.checked_at) >= (AGAIN if is_usable(room.missing) else SOON)


async def note_rights(
    session: AsyncSession, room_id: int, facts: GroupFacts, now: datetime, house: House
) -> None:
    """Keep what is missing, and say it in the group when it has changed."""
    room = await session.get(StaffRoom, room_id, with_for_update=True, populate_existing=True)
    if room is None:
        return
    missing = missing_rights(facts)
    before, room.missing, room.checked_at = room.missing, [each.value for each in missing], now
    room.title = facts.title or room.title
    subject = f"room:{room.id}"
    if is_usable(room.missing):
        await clear_alarm(session, UNUSABLE, subject, now)
    else:
        await raise_alarm(session, UNUSABLE, subject, now)
    if before != room.missing and RoomLack.MEMBER not in missing:
        await say_in_room(session, room, rights_text(missing, house), now)


def rights_text(missing: list[RoomLack], house: House) -> str:
    """Return what is said in the group about its rights."""
    if not missing:
        return room_text(house.language, "room_ready")
    lacks = "\n".join(room_text(house.language, f"lack_{each.value}") for each in missing)
    if not is_usable([each.value for each in missing]):
        return room_text(house.language, "room_missing", lacks=lacks)
    ready, spared = (room_text(house.language, name, lacks=lacks) for name in ("room_ready", "room_spared"))
    return f"{ready}\n\n{spared}"
