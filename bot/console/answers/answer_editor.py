"""One answer: its draft in a form, how customers see it, and all versions."""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError
from starlette.responses import Response

from actions.answers.answer_refusals import FilesMissing
from actions.answers.document import AnswerDocument, read_content
from actions.answers.drafting import entry_of, save_draft
from actions.answers.file_keeping import require_kept
from actions.answers.file_kind import BEGINNINGS, LARGEST_KEPT, PICTURES
from actions.answers.finding.rivals import Rival, rivals_of
from actions.answers.question_settling import settle_questions
from actions.staff.sessions import Viewer
from bot.console.answers.answer_fields import (
    KEYS,
    SHARED,
    SPOKEN,
    AnswerField,
    content_in,
    field_name,
    fields_of,
    questions_in,
)
from bot.console.answers.answer_problems import CHANGED, FormProblem, problems_of
from bot.console.answers.answer_view import NEW_ANSWER, answer_view, staff_change
from bot.console.answers.posted_files import FiledForm, missing_problems, with_files
from bot.console.answers.unknown_list import asked_questions
from bot.console.web.addresses import base_path
from bot.console.web.fields import Parameters, RowId, Why, numbers, path_id, read_fields
from bot.console.web.notices import Notice, notice_in
from bot.console.web.rendering import go_to
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from nlu.contract.labels import Language
from store.models.answers import QuestionSettling
from store.queries.answers.entry_states import EntryState, entry_state
from store.queries.answers.version_history import version_history

UNPROCESSABLE = 422


class NewAnswerQuery(Parameters):
    """The open questions that a new answer begins with, as `3,5,9`."""

    messages: Annotated[tuple[RowId, ...], BeforeValidator(numbers), Field(max_length=300)] = ()


class DraftForm(Parameters):
    """What is posted beside the fields of the answer; `seen` is the newest version that the form shows."""

    why: Why = None
    seen: Annotated[int, Field(ge=0)] = 0
    messages: Annotated[tuple[RowId, ...], BeforeValidator(numbers), Field(max_length=300)] = ()


async def show_new(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show an empty form, or one with questions that were not known."""
    asked = read_fields(NewAnswerQuery, visit.request.query_params)
    async with visit.deps.database.reading() as session:
        questions = await asked_questions(session, visit, asked.messages)
    values: dict[str, str] = {}
    for language in Language:
        texts = [text for own, text in questions if own is language]
        values[field_name(AnswerField.QUESTION, language)] = "".join(texts[:1])
        values[field_name(AnswerField.VARIANTS, language)] = "\n".join(dict.fromkeys(texts[1:]))
    return await _show(visit, viewer, None, {**values, "messages": ",".join(map(str, asked.messages))})


async def add(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Save the first draft of a new answer."""
    posted = read_fields(DraftForm, form)
    filed = await with_files(visit, form)
    key, change = f"answer-{token_hex(4)}", staff_change(visit, viewer, posted.why)
    document, problems = await _document_in(visit, key, filed)
    if document is None:
        return await _show(visit, viewer, None, filed.values, problems, status=UNPROCESSABLE)
    async with visit.deps.database.transaction() as session:
        await save_draft(session, key, document, change)
        answer = (await entry_of(session, key)).id
        await settle_questions(session, posted.messages, QuestionSettling.NEW_ENTRY, change)
    return _to(visit, answer, Notice.DRAFTED)


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show an answer."""
    answer = path_id(visit.request, "answer")
    async with visit.deps.database.reading() as session:
        state = await entry_state(session, answer)
    return await _show(visit, viewer, state, None)


async def save(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Save a draft; nothing is written over a version that the form does not show."""
    answer, posted = path_id(visit.request, "answer"), read_fields(DraftForm, form)
    async with visit.deps.database.reading() as session:
        state = await entry_state(session, answer)
    filed = await with_files(visit, form)
    document, problems = await _document_in(visit, state.key, filed)
    if document is None:
        return await _show(visit, viewer, state, filed.values, problems, status=UNPROCESSABLE)
    async with visit.deps.database.transaction() as session:
        await entry_of(session, state.key)
        newest = (await version_history(session, answer))[0].number
        if newest == posted.seen:
            await save_draft(session, state.key, document, staff_change(visit, viewer, posted.why))
    if newest != posted.seen:
        return await _show(visit, viewer, state, filed.values, [CHANGED], status=UNPROCESSABLE)
    return _to(visit, answer, Notice.DRAFTED)


async def check_new(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the form of a new answer as it stands, and the answers that it is near."""
    filed = await with_files(visit, form)
    rivals = await rivals_in(visit, None, form)
    return await _show(visit, viewer, None, filed.values, filed.problems, rivals=rivals)


async def check(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the form of an answer as it stands, and the answers that it is near; nothing is saved."""
    answer = path_id(visit.request, "answer")
    async with visit.deps.database.reading() as session:
        state = await entry_state(session, answer)
    filed = await with_files(visit, form)
    rivals = await rivals_in(visit, answer, form)
    return await _show(visit, viewer, state, filed.values, filed.problems, rivals=rivals)


async def rivals_in(visit: Visit, answer: int | None, form: Mapping[str, str]) -> tuple[Rival, ...]:
    """Return the published answers near what a form asks; none where nothing can be found here."""
    if visit.deps.finder is None:
        return ()
    outlet = form.get(field_name(AnswerField.OUTLET), "").strip() or None
    return await rivals_of(visit.deps.finder, questions_in(form), answer, outlet, visit.now)


async def _document_in(
    visit: Visit, key: str, filed: FiledForm
) -> tuple[AnswerDocument | None, Sequence[FormProblem]]:
    """Return the document of a form; none with the problems where something is wrong."""
    try:
        document = read_content(content_in(filed.values))
        async with visit.deps.database.reading() as session:
            await require_kept(session, {key: document})
    except ValidationError as exc:
        return None, (*filed.problems, *problems_of(exc))
    except FilesMissing as exc:
        return None, (*filed.problems, *missing_problems(exc))
    return (None, filed.problems) if filed.problems else (document, ())


async def _show(
    visit: Visit,
    viewer: Viewer,
    state: EntryState | None,
    values: Mapping[str, str] | None,
    problems: Sequence[FormProblem] = (),
    status: int = 200,
    rivals: Sequence[Rival] | None = None,
) -> Response:
    """Show the form with these values, or with the newest content of the answer.

    `rivals` are answers that it is near, where that was asked for. Posted values keep the version that they
    were written for: a second save overwrites nothing either.
    """
    view = NEW_ANSWER if state is None else await answer_view(visit, state)
    if values is None:
        values = (
            {field_name(*key): text for key, text in fields_of(view.document).items()}
            if view.document
            else {}
        )
    return await show_page(
        visit,
        "answers/answer.html",
        status,
        state=state,
        view=view,
        values={field_name(*key): values.get(field_name(*key), "") for key in KEYS},
        seen=values.get("seen", view.newest),
        why=values.get("why", ""),
        messages=values.get("messages", ""),
        problems=problems,
        rivals=rivals,
        shared=SHARED,
        spoken=SPOKEN,
        languages=tuple(Language),
        name_of_field=field_name,
        endings=",".join(f".{ending}" for ending in BEGINNINGS),
        pictures=tuple(f".{ending}" for ending in PICTURES),
        largest=LARGEST_KEPT,
        notice=notice_in(visit),
    )


def _to(visit: Visit, answer: int, notice: Notice) -> Response:
    return go_to(f"{base_path(visit.request)}/answers/{answer}?notice={notice}")
