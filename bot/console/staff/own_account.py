"""The viewer's account: password, one-time codes, sessions."""

from typing import Annotated

import segno
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.assigning.duty import duty_of
from actions.staff import roster, totp
from actions.staff.account import own_sessions
from actions.staff.failures import NotAllowed
from actions.staff.passwords import require_change, require_strong
from actions.staff.sessions import Viewer, end_other_sessions
from bot.console.web.confirmation import ConfirmedForm, confirm
from bot.console.web.fields import read_fields
from bot.console.web.form_action import FormAction, refused, run_action
from bot.console.web.notices import REFUSALS, Notice, notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from nlu.contract.labels import Language

PATH = "/account"


class PasswordChangeForm(ConfirmedForm):
    """The old password, and the new one."""

    new: Annotated[str, Field(max_length=2000)]


class TotpForm(ConfirmedForm):
    """The offered secret, and a code of it."""

    secret: Annotated[str, Field(pattern="[A-Z2-7]{32}", max_length=32)]
    code: Annotated[str, Field(max_length=20)]


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the account."""
    async with visit.deps.database.reading() as session:
        sessions = await own_sessions(session, viewer.staff_id, visit.now)
        duty = await duty_of(session, viewer.staff_id)
    secret = totp.new_secret()
    code = segno.make(totp.address(secret, viewer.name), error="m")
    return await show_page(
        visit,
        "staff/account.html",
        sessions=sessions,
        is_guarded=viewer.has_codes,
        needs_codes=viewer.role in visit.deps.with_codes,
        first_step=visit.first_step,
        duty=duty,
        is_on_duty=duty.is_on(visit.now, visit.deps.house.zone),
        languages=tuple(Language),
        secret=secret,
        squares=[[bool(square) for square in row] for row in code.matrix],
        notice=notice_in(visit),
    )


async def change_password(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Change the viewer's password; all sessions end, this one too."""
    posted = read_fields(PasswordChangeForm, form)
    try:
        require_strong(posted.new)
        await confirm(visit, viewer, posted)
        require_change(posted.old, posted.new)
    except tuple(REFUSALS) as exc:
        return refused(visit, PATH, exc)
    password_hash = await visit.deps.login.passwords.hash(posted.new)

    async def change(session: AsyncSession) -> None:
        actor = f"staff:{viewer.staff_id}"
        await roster.change_password(session, viewer.name, password_hash, visit.now, actor=actor)

    return await run_action(visit, change, PATH, Notice.CHANGED)


async def begin_codes(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Ask for a code at each login from now on."""
    posted = read_fields(TotpForm, form)

    async def change(session: AsyncSession) -> None:
        box = visit.deps.login.box
        await totp.begin(session, viewer.staff_id, posted.secret, posted.code, visit.now, box)

    return await _confirmed(visit, viewer, posted, change)


async def end_codes(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Stop asking for a code.

    Raises:
        NotAllowed: the viewer's role needs codes.
    """
    if viewer.role in visit.deps.with_codes:
        raise NotAllowed("this role needs one-time codes")

    async def change(session: AsyncSession) -> None:
        await totp.end(session, viewer.staff_id, visit.now)

    return await _confirmed(visit, viewer, read_fields(ConfirmedForm, form), change)


async def end_others(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """End all other sessions of the viewer."""

    async def change(session: AsyncSession) -> None:
        await end_other_sessions(session, viewer, visit.now)

    return await run_action(visit, change, PATH, Notice.CHANGED)


async def _confirmed(visit: Visit, viewer: Viewer, posted: ConfirmedForm, change: FormAction) -> Response:
    try:
        await confirm(visit, viewer, posted)
    except tuple(REFUSALS) as exc:
        return refused(visit, PATH, exc)
    return await run_action(visit, change, PATH, Notice.CHANGED)
