"""The list of answers."""

from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from actions.answers.answer_standing import AnswerStanding, standing_of
from actions.answers.document import AnswerDocument, read_content
from actions.answers.normal_question import normalised
from actions.staff.sessions import Viewer
from bot.console.web.fields import Blank, Parameters, ShortText, read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from nlu.contract.labels import Language
from store.queries.answers.entry_states import EntryState, entry_states


class AnswerListQuery(Parameters):
    """Which answers to list; retired ones only if they are asked for."""

    standing: Annotated[AnswerStanding | None, Blank] = None
    outlet: Annotated[ShortText | None, Blank] = None
    tag: Annotated[ShortText | None, Blank] = None
    words: Annotated[ShortText | None, Blank] = None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An entry of the list, with the document that an editor goes on from."""

    state: EntryState
    document: AnswerDocument
    standing: AnswerStanding

    def question(self, language: Language) -> str:
        """Return its question in a language, else in another."""
        wordings = self.document.wordings
        return (wordings.get(language) or next(iter(wordings.values()))).question


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the answers, with where each stands."""
    asked = read_fields(AnswerListQuery, visit.request.query_params)
    async with visit.deps.database.reading() as session:
        states = await entry_states(session)
    today = visit.now.astimezone(visit.deps.house.zone).date()
    rows = [
        AnswerRow(state, read_content(state.newest), standing_of(state, today))
        for state in states.values()
        if state.newest
    ]
    return await show_page(
        visit,
        "answers/answers.html",
        rows=[row for row in rows if is_wanted(row, asked)],
        count=len(rows),
        asked=asked,
        standings=tuple(AnswerStanding),
        outlets=sorted({row.document.outlet for row in rows if row.document.outlet}),
        tags=sorted({tag for row in rows for tag in row.document.tags}),
    )


def is_wanted(row: AnswerRow, asked: AnswerListQuery) -> bool:
    """Return whether a row is one of those that are asked for."""
    if asked.standing is None and row.standing is AnswerStanding.RETIRED:
        return False
    if asked.standing not in (None, row.standing) or asked.outlet not in (None, row.document.outlet):
        return False
    if asked.tag is not None and asked.tag not in row.document.tags:
        return False
    wanted = normalised(asked.words or "")
    answers = (wording.answer for wording in row.document.wordings.values())
    questions = (question for _, question in row.document.questions())
    return not wanted or any(wanted in normalised(text) for text in (*questions, *answers))
