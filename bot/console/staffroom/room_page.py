"""The page of the staff room: what it lacks, who is tied, and the codes that tie a group and a person."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.staff.permissions import Permission, is_allowed
from actions.staff.sessions import Viewer
from actions.staffroom.room.room_codes import issue_code
from actions.staffroom.room.room_rights import RoomLack, is_usable
from actions.staffroom.room.room_tying import untie_member, untie_room
from bot.console.web.fields import path_id
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice, notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.staff_rooms import CodePurpose, TopicState
from store.queries.staffroom.live_room import read_live_room, tied_members, topic_counts

# The commands that the codes are typed behind.
COMMANDS = {CodePurpose.ROOM: "/room", CodePurpose.MEMBER: "/join"}


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the room and its members."""
    return await _page(visit, viewer)


async def make_room_code(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Make the code that ties a group, and show it once."""
    return await _make_code(visit, viewer, CodePurpose.ROOM)


async def make_own_code(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Make the code that ties the viewer's account of Telegram, and show it once."""
    return await _make_code(visit, viewer, CodePurpose.MEMBER)


async def untie(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Let the group be an ordinary one again."""

    async def change(session: AsyncSession) -> None:
        await untie_room(session, viewer.staff_id, visit.now)

    return await run_action(visit, change, "/room", Notice.CHANGED)


async def untie_person(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Let nothing that this member writes in the group go to customers."""
    member = path_id(visit.request, "member")

    async def change(session: AsyncSession) -> None:
        await untie_member(session, member, viewer.staff_id, visit.now)

    return await run_action(visit, change, "/room", Notice.CHANGED)


async def _make_code(visit: Visit, viewer: Viewer, purpose: CodePurpose) -> Response:
    async with visit.deps.database.transaction() as session:
        code = await issue_code(session, purpose, viewer.staff_id, visit.now)
    return await _page(visit, viewer, shown=f"{COMMANDS[purpose]} {code}")


async def _page(visit: Visit, viewer: Viewer, shown: str | None = None) -> Response:
    async with visit.deps.database.reading() as session:
        room = await read_live_room(session)
        members = await tied_members(session)
        counts = {} if room is None else await topic_counts(session, room.id)
    missing = room.missing if room is not None else None
    waiting = sum(count for state, count in counts.items() if state is not TopicState.OPEN)
    return await show_page(
        visit,
        "staffroom/room.html",
        room=room,
        lacks=[RoomLack(each) for each in missing or ()],
        is_usable=is_usable(missing),
        members=members,
        is_tied=any(each.staff_id == viewer.staff_id for each in members),
        manages=is_allowed(viewer.role, Permission.MANAGE_STAFF),
        open_topics=counts.get(TopicState.OPEN, 0),
        waiting_topics=waiting,
        shown=shown,
        notice=notice_in(visit),
    )
