"""Training the model: the button, both models side by side, and the way back."""

from typing import Annotated

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.quality.lesson_requests import ask_to_learn, ask_to_restore, ask_to_try
from actions.staff.sessions import Viewer
from bot.console.web.addresses import base_path
from bot.console.web.fields import Blank, Parameters, ShortText, read_fields
from bot.console.web.rendering import go_to
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.quality.learning_runs import ReadingChange, RunRow, labels_since, last_taught, list_runs
from store.queries.quality.past_messages import texts_by_id

LOOK_AGAIN = 5  # seconds, while a run is under way


class ModelRestoreForm(Parameters):
    """The model to restore; none for the one before the current."""

    model: Annotated[ShortText | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the newest runs with their results; the page reloads while one is under way."""
    async with visit.deps.database.reading() as session:
        runs = await list_runs(session)
        labels = await labels_since(session, last_taught(runs))
        seen = next((run for run in runs if run.changes), None)
        examples = await _examples(session, seen)
    under_way = next((run for run in runs if run.is_under_way), None)
    response = await show_page(
        visit,
        "quality/learning.html",
        runs=runs,
        labels=labels,
        under_way=under_way,
        tried=next((run for run in runs if run.trials), None),
        seen=seen,
        examples=examples,
        seconds=LOOK_AGAIN,
    )
    if under_way is not None:
        response.headers["Refresh"] = str(LOOK_AGAIN)
    return response


async def learn(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Request the training of a candidate."""
    async with visit.deps.database.transaction() as session:
        await ask_to_learn(session, viewer.staff_id, visit.now)
    return go_to(f"{base_path(visit.request)}/learning")


async def try_out(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Request a candidate that only shows what would change."""
    async with visit.deps.database.transaction() as session:
        await ask_to_try(session, viewer.staff_id, visit.now)
    return go_to(f"{base_path(visit.request)}/learning")


async def restore(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Request that an older model becomes current again."""
    posted = read_fields(ModelRestoreForm, form)
    async with visit.deps.database.transaction() as session:
        await ask_to_restore(session, posted.model, viewer.staff_id, visit.now)
    return go_to(f"{base_path(visit.request)}/learning")


async def _examples(session: AsyncSession, run: RunRow | None) -> list[tuple[ReadingChange, int, str]]:
    """Return the examples of a run with their conversations and words, as far as these are not erased."""
    if run is None or run.changes is None:
        return []
    texts = await texts_by_id(session, [each.message_id for each in run.changes.examples])
    return [(each, *texts[each.message_id]) for each in run.changes.examples if each.message_id in texts]
