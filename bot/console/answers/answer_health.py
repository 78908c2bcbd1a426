"""The health check of the answers."""

import asyncio

from starlette.responses import Response

from actions.answers.answer_faults import UNUSED, CheckedAnswer, faults_of
from actions.answers.document import read_content
from actions.staff.sessions import Viewer
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.answers.entry_states import EntryState, entry_states
from store.queries.answers.showing_counts import ShowingCount, showing_counts


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show what is amiss with the published answers."""
    zone = visit.deps.house.zone
    async with visit.deps.database.reading() as session:
        states = await entry_states(session)
        counts = await showing_counts(session, visit.now - UNUSED)
    published = [state for state in states.values() if state.is_in_force]
    checked = [
        CheckedAnswer(
            state.id,
            read_content(state.published or {}),
            (state.published_at or visit.now).astimezone(zone).date(),
            counts.get(state.id, ShowingCount()),
        )
        for state in published
    ]
    faults = await asyncio.to_thread(faults_of, checked, visit.now.astimezone(zone).date())
    return await show_page(
        visit,
        "answers/health.html",
        faults=faults,
        names={state.id: _name(visit, state) for state in published},
        counts=counts,
        count=len(published),
        days=UNUSED.days,
    )


def _name(visit: Visit, state: EntryState) -> str:
    wordings = read_content(state.published or {}).wordings
    return (wordings.get(visit.language) or next(iter(wordings.values()))).question
