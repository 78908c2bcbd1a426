"""The page of the keys of systems."""

import re
from typing import Annotated

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.staff import api_keys
from actions.staff.sessions import Viewer
from bot.console.web.fields import Parameters, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import REFUSALS, Notice, notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit

SEPARATORS = re.compile(r"[,，\n]")


class NewKeyForm(Parameters):
    """A key to create."""

    name: Annotated[str, Field(pattern=api_keys.NAME.pattern, max_length=60)]
    services: bool = False
    reports: bool = False
    answers: bool = False
    cases: bool = False
    conversations: bool = False
    customers: bool = False
    surveys: bool = False
    cases_write: bool = False
    conversations_write: bool = False
    customers_write: bool = False
    sources: Annotated[str, Field(max_length=1000)] = ""

    @property
    def source_names(self) -> tuple[str, ...] | None:
        """The sources that it speaks for, written with commas between them; None for any."""
        return tuple(name for each in SEPARATORS.split(self.sources) if (name := each.strip())) or None

    @property
    def scopes(self) -> tuple[api_keys.KeyScope, ...]:
        """Return the scopes of the new key."""
        return tuple(scope for scope in api_keys.KeyScope if getattr(self, scope.value))


class KeyRevocationForm(Parameters):
    """A key to revoke."""

    name: Annotated[str, Field(max_length=60)]


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show all keys by name; the keys themselves are not stored."""
    return await _page(visit, notice_in(visit))


async def issue(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Create a key and show it once."""
    wanted = read_fields(NewKeyForm, form)
    try:
        async with visit.deps.database.transaction() as session:
            key = await api_keys.issue(
                session,
                wanted.name,
                visit.now,
                scopes=wanted.scopes,
                sources=wanted.source_names,
                actor=_actor(viewer),
            )
    except (api_keys.KeyNameTaken, api_keys.SourcesLimitScope) as exc:
        return await _page(visit, REFUSALS[type(exc)], status=409)
    return await _page(visit, Notice.CHANGED, shown=(wanted.name, key))


async def revoke(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Refuse a key from now on."""
    posted = read_fields(KeyRevocationForm, form)

    async def change(session: AsyncSession) -> None:
        await api_keys.revoke(session, posted.name, visit.now, actor=_actor(viewer))

    return await run_action(visit, change, "/keys", Notice.CHANGED)


async def _page(
    visit: Visit, notice: Notice | None, *, shown: tuple[str, str] | None = None, status: int = 200
) -> Response:
    async with visit.deps.database.reading() as session:
        holders = await api_keys.all_keys(session)
    return await show_page(
        visit,
        "system/keys.html",
        status,
        holders=holders,
        scopes=tuple(api_keys.KeyScope),
        notice=notice,
        shown=shown,
    )


def _actor(viewer: Viewer) -> str:
    return f"staff:{viewer.staff_id}"
