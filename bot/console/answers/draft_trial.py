"""Before a draft is published: which past questions would be answered in another way."""

from datetime import timedelta
from time import monotonic

from starlette.responses import Response

from actions.answers.document import read_content
from actions.answers.finding.draft_effects import DraftEffects, PastQuestion, effects_of
from actions.answers.loading import load_entries
from actions.answers.publishing import clashes
from actions.staff.sessions import Viewer
from bot.console.web.fields import path_id
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.answers.entry_states import EntryState, entry_state
from store.queries.answers.past_questions import past_questions
from store.queries.not_found import NotFound

SINCE = timedelta(days=90)
MOST = 200  # past questions
LONGEST = 8.0  # seconds


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show what changes for past questions, and the button that publishes the draft.

    Raises:
        NotFound: there is no such answer, or it has no draft.
    """
    answer = path_id(visit.request, "answer")
    async with visit.deps.database.reading() as session:
        state = await entry_state(session, answer)
        if state.draft is None:
            raise NotFound("draft", answer)
        taken = await clashes(session, state.key, read_content(state.draft))
    return await show_page(
        visit,
        "answers/trial.html",
        state=state,
        clashes=taken,
        effects=await _effects(visit, state),
        days=SINCE.days,
    )


async def _effects(visit: Visit, state: EntryState) -> DraftEffects | None:
    """Try the draft with past questions; None where nothing can be found in this process."""
    finder = visit.deps.finder
    if finder is None:
        return None
    document = read_content(state.draft or {})
    async with visit.deps.database.reading() as session:
        asked = await past_questions(session, visit.now - SINCE, MOST)
        others = [each for each in await load_entries(session) if each.id != state.id]
    after = await finder.with_entries([*others, document.entry(state.id, state.key, state.draft_number or 0)])
    end = monotonic() + LONGEST
    questions = [PastQuestion(text, language or visit.language, document.outlet) for text, language in asked]
    return await effects_of(questions, finder, after, visit.now, is_over=lambda: monotonic() > end)
