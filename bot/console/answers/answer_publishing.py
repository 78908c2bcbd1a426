"""The buttons of an answer: publish, discard the draft, roll back, retire."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.answers import publishing
from actions.answers.drafting import discard_draft
from actions.staff.sessions import Viewer
from bot.console.answers.answer_view import staff_change
from bot.console.web.fields import Parameters, RowId, Why, path_id, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit
from store.queries.answers.entry_states import entry_state

KeyedChange = Callable[[AsyncSession, str], Awaitable[None]]


class VersionForm(Parameters):
    """The version that a button is about, and why."""

    number: RowId
    why: Why = None


async def publish(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Publish the draft that the page shows."""
    posted = read_fields(VersionForm, form)

    async def change(session: AsyncSession, key: str) -> None:
        await publishing.publish_version(session, key, posted.number, staff_change(visit, viewer))

    return await _run(visit, change, Notice.PUBLISHED)


async def roll_back(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Publish an older version again."""
    posted = read_fields(VersionForm, form)

    async def change(session: AsyncSession, key: str) -> None:
        why = posted.why or visit.text("answers.rolled_back_to", number=posted.number)
        await publishing.roll_back(session, key, posted.number, staff_change(visit, viewer, why))

    return await _run(visit, change, Notice.ROLLED_BACK)


async def discard(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Give up the draft."""

    async def change(session: AsyncSession, key: str) -> None:
        await discard_draft(session, key, staff_change(visit, viewer))

    return await _run(visit, change, Notice.DRAFT_DISCARDED)


async def retire(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Stop giving the answer."""

    async def change(session: AsyncSession, key: str) -> None:
        await publishing.retire(session, key, staff_change(visit, viewer))

    return await _run(visit, change, Notice.RETIRED)


async def _run(visit: Visit, change: KeyedChange, done: Notice) -> Response:
    answer = path_id(visit.request, "answer")

    async def keyed(session: AsyncSession) -> None:
        state = await entry_state(session, answer)
        await change(session, state.key)

    return await run_action(visit, keyed, f"/answers/{answer}", done)
