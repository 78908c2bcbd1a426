"""The list of the members of staff."""

from typing import Annotated

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.staff import roster, totp
from actions.staff.failures import UnknownStaff
from actions.staff.passwords import random_password
from actions.staff.sessions import Viewer
from bot.console.web.confirmation import ConfirmedForm, confirm
from bot.console.web.fields import path_id, read_fields
from bot.console.web.form_action import refused, run_action
from bot.console.web.notices import REFUSALS, Notice, notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.staff import Role


class NewMemberForm(ConfirmedForm):
    """A member to add."""

    name: Annotated[str, Field(max_length=200)]
    role: Role


class RoleForm(ConfirmedForm):
    """The new role of a member."""

    role: Role


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show all members, with the forms to manage them."""
    return await _page(visit, notice_in(visit))


async def add(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Add a member, and show the random password once."""
    posted = read_fields(NewMemberForm, form)
    password = random_password()
    try:
        await confirm(visit, viewer, posted)
        password_hash = await visit.deps.login.passwords.hash(password)
        async with visit.deps.database.transaction() as session:
            member = await roster.add_member(
                session,
                posted.name,
                posted.role,
                password_hash,
                visit.now,
                actor=_actor(viewer),
                is_temporary=True,
            )
    except tuple(REFUSALS) as exc:
        return await _page(visit, REFUSALS[type(exc)], status=409)
    return await _page(visit, Notice.CHANGED, shown=(member.name, password))


async def change_role(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Change a member's role."""
    posted = read_fields(RoleForm, form)
    try:
        await confirm(visit, viewer, posted)
    except tuple(REFUSALS) as exc:
        return refused(visit, "/staff", exc)

    async def change(session: AsyncSession) -> None:
        member = await roster.member_of(session, _member(visit))
        await roster.change_role(session, member.name, posted.role, visit.now, actor=_actor(viewer))

    return await run_action(visit, change, "/staff", Notice.CHANGED)


async def disable(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Disable a member."""

    async def change(session: AsyncSession) -> None:
        member = await roster.member_of(session, _member(visit))
        await roster.disable_member(session, member.name, visit.now, actor=_actor(viewer))

    return await run_action(visit, change, "/staff", Notice.CHANGED)


async def renew_password(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Set a random password, show it once, and remove the member's one-time codes."""
    password = random_password()
    try:
        async with visit.deps.database.reading() as session:
            member = await roster.member_of(session, _member(visit))
        await confirm(visit, viewer, read_fields(ConfirmedForm, form))
        password_hash = await visit.deps.login.passwords.hash(password)
        async with visit.deps.database.transaction() as session:
            await roster.change_password(
                session, member.name, password_hash, visit.now, actor=_actor(viewer), is_temporary=True
            )
            await totp.end(session, member.id, visit.now, actor=_actor(viewer))
    except tuple(REFUSALS) as exc:
        status = 404 if isinstance(exc, UnknownStaff) else 409
        return await _page(visit, REFUSALS[type(exc)], status=status)
    return await _page(visit, Notice.CHANGED, shown=(member.name, password))


async def _page(
    visit: Visit, notice: Notice | None, *, shown: tuple[str, str] | None = None, status: int = 200
) -> Response:
    async with visit.deps.database.reading() as session:
        members = await roster.list_members(session)
    return await show_page(
        visit,
        "staff/staff.html",
        status,
        members=members,
        roles=tuple(Role),
        notice=notice,
        shown=shown,
        is_guarded=visit.viewer is not None and visit.viewer.has_codes,
    )


def _member(visit: Visit) -> int:
    return path_id(visit.request, "member")


def _actor(viewer: Viewer) -> str:
    return f"staff:{viewer.staff_id}"
