"""Tying a group and its members by one-time codes, and untying them."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_history import audit
from actions.staffroom.room.room_codes import use_code
from actions.turn.incoming import Person
from store.models.address import Address
from store.models.staff import Staff
from store.models.staff_rooms import CodePurpose, RoomMember, StaffRoom
from store.queries.cases.casefile import newest_step
from store.queries.not_found import NotFound
from store.queries.staffroom.late_rows import WATCHED, newest_numbers


async def tie_room(session: AsyncSession, address: Address, code: str, now: datetime) -> StaffRoom:
    """Make a group the staff room, in place of another one; a group that was it before keeps its topics.

    Raises:
        NoSuchCode: see `use_code`.
    """
    staff_id = await use_code(session, CodePurpose.ROOM, code, now)
    await _untie_all(session, now)
    newest = await _newest(session, now)
    room = await session.scalar(select(StaffRoom).where(StaffRoom.address == address))
    if room is None:
        room = StaffRoom(address=address, tied_by=staff_id, tied_at=now, **newest)
        session.add(room)
    else:
        room.tied_by, room.tied_at, room.untied_at, room.checked_at = staff_id, now, None, None
        for name, value in newest.items():
            setattr(room, name, value)
    await session.flush()
    audit(session, "room.tied", f"room:{room.id}", staff_id, now)
    return room


async def untie_room(session: AsyncSession, staff_id: int, now: datetime) -> None:
    """Let the group be an ordinary one again; its topics stay as they are."""
    for room_id in await _untie_all(session, now):
        audit(session, "room.untied", f"room:{room_id}", staff_id, now)


async def tie_member(session: AsyncSession, person: Person, code: str, now: datetime) -> Staff:
    """Tie an account to the member of staff whose code this is; each has one account at most.

    Raises:
        NoSuchCode: see `use_code`.
    """
    staff_id = await use_code(session, CodePurpose.MEMBER, code, now)
    await session.execute(
        delete(RoomMember).where(RoomMember.staff_id == staff_id, RoomMember.account != person.account)
    )
    member = await known_member(session, person.account)
    if member is None:
        member = RoomMember(account=person.account)
        session.add(member)
    member.staff_id, member.username, member.tied_at = staff_id, person.username, now
    await session.flush()
    audit(session, "room.member_tied", f"staff:{staff_id}", staff_id, now)
    return await session.get_one(Staff, staff_id)


async def untie_member(session: AsyncSession, of_staff: int, staff_id: int, now: datetime) -> None:
    """Let nothing of an account go to customers any more.

    Raises:
        NotFound: no account of this member of staff is tied.
    """
    gone = delete(RoomMember).where(RoomMember.staff_id == of_staff).returning(RoomMember.id)
    if (await session.execute(gone)).first() is None:
        raise NotFound("member", of_staff)
    audit(session, "room.member_untied", f"staff:{of_staff}", staff_id, now)


async def known_member(session: AsyncSession, account: Address) -> RoomMember | None:
    """Return the row of an account, tied or not; None if it never wrote in a room."""
    member: RoomMember | None = await session.scalar(select(RoomMember).where(RoomMember.account == account))
    return member


async def _untie_all(session: AsyncSession, now: datetime) -> list[int]:
    untied = await session.scalars(
        update(StaffRoom).where(StaffRoom.untied_at.is_(None)).values(untied_at=now).returning(StaffRoom.id)
    )
    return list(untied)


async def _newest(session: AsyncSession, now: datetime) -> dict[str, object]:
    """Return where relaying begins: what was said before is in the console."""
    marked = await newest_numbers(session)
    begin = {column: marked[table.__tablename__] for table, column in WATCHED.items()}
    step = await newest_step(session)
    return {**begin, "marked": marked, "marked_at": now, "passed": None, "titled_to": step}
