"""Answers as a YAML file: all that are published, and a set that is taken in."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from actions.answers.answer_files import read_answer_text, written
from actions.answers.answer_refusals import QuestionTaken
from actions.answers.document import read_content
from actions.answers.drafting import AnswerChange
from actions.answers.importing import ImportPlan, import_answers, plan_import
from actions.settings.yaml_files import DataError
from actions.staff.sessions import Viewer
from bot.console.web.fields import Parameters, Why, read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.answers.published_versions import published_versions

FILE = "answers.yml"
LARGEST = 1_000_000  # characters: some 1,000 answers in two languages
LARGEST_FORM = 9 * LARGEST  # bytes: an escaped Chinese character has nine
UNPROCESSABLE = 422


class ImportForm(Parameters):
    """A set of answers as YAML; with `whole`, others are retired. Without `sure`, nothing is written."""

    text: Annotated[str, Field(max_length=LARGEST)] = ""
    whole: bool = False
    sure: bool = False
    why: Why = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the form, empty."""
    return await _show(visit, ImportForm())


async def export(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send what is published as a file that the import takes."""
    async with visit.deps.database.reading() as session:
        versions = await published_versions(session)
    text = await asyncio.to_thread(written, {each.key: read_content(each.content) for each in versions})
    headers = {"Content-Disposition": f'attachment; filename="{FILE}"'}
    return Response(text, media_type="application/yaml; charset=utf-8", headers=headers)


async def take(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Say what an import would change, or what is wrong; with `sure`, publish it."""
    posted = read_fields(ImportForm, form)
    try:
        documents = await asyncio.to_thread(read_answer_text, FILE, posted.text)
    except DataError as exc:
        return await _show(visit, posted, problems=exc.problems)
    why = posted.why or visit.text("answers.import_why")
    change = AnswerChange(f"staff:{viewer.staff_id}", visit.now, why)
    try:
        if posted.sure:
            async with visit.deps.database.transaction() as session:
                plan = await import_answers(session, documents, change, whole=posted.whole)
        else:
            async with visit.deps.database.reading() as session:
                plan = await plan_import(session, documents, whole=posted.whole)
    except QuestionTaken as exc:
        return await _show(visit, posted, problems=[str(each) for each in exc.clashes])
    return await _show(visit, posted, plan)


async def _show(
    visit: Visit, posted: ImportForm, plan: ImportPlan | None = None, problems: Sequence[str] = ()
) -> Response:
    status = UNPROCESSABLE if problems else 200
    return await show_page(
        visit, "answers/exchange.html", status, posted=posted, plan=plan, problems=problems
    )
