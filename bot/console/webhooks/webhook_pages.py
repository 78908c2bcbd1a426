"""The targets of events, and the page of one: what it is told, its log, and what can be done about it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.staff.sessions import Viewer
from actions.webhooks import webhook_targets
from actions.webhooks.target_kinds import shown_address
from bot.console.web.fields import Parameters, path_id, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import REFUSALS, Notice, notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.queues import SystemEventKind, TargetKind
from store.queries.system.webhook_log import list_targets, read_target

TargetAction = Callable[..., Awaitable[object]]
WORDS = "words"


class TargetForm(Parameters):
    """The secret of a new robot, and the outlets whose events are posted, one a line."""

    secret: Annotated[str, Field(max_length=200)] = ""
    outlets: Annotated[str, Field(max_length=4000)] = ""

    @property
    def outlet_names(self) -> list[str]:
        """Return the outlets; none stands for all."""
        return self.outlets.split("\n")


async def show_all(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show all targets, and the form for another."""
    return await _list_page(visit, notice_in(visit))


async def add(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Add a target, and show its secret once."""
    posted = read_fields(TargetForm, form)
    try:
        async with visit.deps.database.transaction() as session:
            _, secret = await webhook_targets.add_target(
                session,
                form.get("url", ""),
                _chosen(form),
                visit.now,
                kind=_kind(form),
                secret=posted.secret,
                outlets=posted.outlet_names,
                has_words=WORDS in form,
                actor=_actor(viewer),
            )
    except webhook_targets.UnfitUrl as exc:
        return await _list_page(visit, REFUSALS[type(exc)], status=409)
    return await _list_page(visit, Notice.CHANGED, shown=secret)


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show a target with the newest events."""
    return await _page(visit, _number(visit), notice_in(visit))


async def choose(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Choose what the target is told."""
    number, posted = _number(visit), read_fields(TargetForm, form)

    async def change(session: AsyncSession) -> None:
        await webhook_targets.choose_events(
            session,
            number,
            _chosen(form),
            visit.now,
            outlets=posted.outlet_names,
            has_words=WORDS in form,
            actor=_actor(viewer),
        )

    return await run_action(visit, change, f"/webhooks/{number}", Notice.SAVED)


async def rotate(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Make a new secret, and show it once."""
    number = _number(visit)
    async with visit.deps.database.transaction() as session:
        secret = await webhook_targets.rotate_secret(session, number, visit.now, actor=_actor(viewer))
    return await _page(visit, number, Notice.CHANGED, shown=secret)


async def test(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Queue a test event."""
    return await _act(visit, viewer, webhook_targets.queue_test, Notice.ASKED_TEST)


async def enable(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Post to the target again."""
    return await _act(visit, viewer, webhook_targets.enable_target, Notice.CHANGED)


async def replay(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Post an event again."""
    delivery = path_id(visit.request, "delivery")

    async def change(session: AsyncSession) -> None:
        await webhook_targets.replay(session, delivery, visit.now, actor=_actor(viewer))

    return await run_action(visit, change, f"/webhooks/{_number(visit)}", Notice.ASKED_TEST)


async def remove(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Forget the target."""
    number = _number(visit)

    async def change(session: AsyncSession) -> None:
        await webhook_targets.remove_target(session, number, visit.now, actor=_actor(viewer))

    return await run_action(visit, change, "/webhooks", Notice.CHANGED)


async def _act(visit: Visit, viewer: Viewer, act: TargetAction, done: Notice) -> Response:
    number = _number(visit)

    async def change(session: AsyncSession) -> None:
        await act(session, number, visit.now, actor=_actor(viewer))

    return await run_action(visit, change, f"/webhooks/{number}", done)


async def _list_page(
    visit: Visit, notice: Notice | None, *, shown: str | None = None, status: int = 200
) -> Response:
    async with visit.deps.database.reading() as session:
        lines = await list_targets(session)
    return await show_page(
        visit,
        "webhooks/targets.html",
        status,
        lines=lines,
        kinds=webhook_targets.CHOOSABLE,
        target_kinds=TargetKind,
        shown_address=shown_address,
        notice=notice,
        shown=shown,
    )


async def _page(visit: Visit, number: int, notice: Notice | None, *, shown: str | None = None) -> Response:
    async with visit.deps.database.reading() as session:
        target, deliveries = await read_target(session, number)
    return await show_page(
        visit,
        "webhooks/target.html",
        target=target,
        chosen=target.events.split(),
        deliveries=deliveries,
        kinds=webhook_targets.CHOOSABLE,
        shown_address=shown_address,
        is_webhook=target.kind is TargetKind.WEBHOOK,
        has_old_secret=_is_ahead(target.old_until, visit.now),
        notice=notice,
        shown=shown,
    )


def _is_ahead(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment > now


def _chosen(form: dict[str, str]) -> list[SystemEventKind]:
    return [kind for kind in webhook_targets.CHOOSABLE if kind.value in form]


def _kind(form: dict[str, str]) -> TargetKind | None:
    """Return the kind that was chosen; None leaves it to the address."""
    named = form.get("kind", "")
    return TargetKind(named) if named in {*TargetKind} else None


def _number(visit: Visit) -> int:
    return path_id(visit.request, "webhook")


def _actor(viewer: Viewer) -> str:
    return f"staff:{viewer.staff_id}"
