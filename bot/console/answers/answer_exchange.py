"""Answers as a YAML file, or a ZIP with files: all that are published, and a set that is taken in."""

import asyncio
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Annotated

from pydantic import Field
from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

from actions.answers.answer_files import read_answer_text, written
from actions.answers.answer_package import has_files, read_zip, write_package
from actions.answers.answer_refusals import FilesMissing, QuestionTaken
from actions.answers.document import read_content
from actions.answers.drafting import AnswerChange
from actions.answers.file_keeping import keep_file
from actions.answers.importing import ImportPlan, import_answers, plan_import
from actions.settings.yaml_files import DataError
from actions.staff.sessions import Viewer
from bot.console.web.fields import Parameters, PostedFile, Why, posted_files, read_fields
from bot.console.web.invisible_characters import file_name
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.answers.published_versions import published_versions

FILE = "answers.yml"
ZIP_FILE = "answers.zip"
PIECE = 64 * 1024  # bytes
IN_MEMORY = 16 * 1024**2  # bytes; a larger export goes through a temporary file
LARGEST_ZIP = 128 * 1024**2  # bytes
LARGEST = 1_000_000  # characters: some 1,000 answers in two languages
LARGEST_FORM = 9 * LARGEST + LARGEST_ZIP  # bytes: an escaped Chinese character has nine
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
        documents = {each.key: read_content(each.content) for each in await published_versions(session)}
        if has_files(documents):
            packed = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed after it was sent
            await write_package(session, packed, documents)
            packed.seek(0)
            return StreamingResponse(
                iter(partial(packed.read, PIECE), b""),
                media_type="application/zip",
                headers=_named(ZIP_FILE),
                background=BackgroundTask(packed.close),
            )
    text = await asyncio.to_thread(written, documents)
    return Response(text, media_type="application/yaml; charset=utf-8", headers=_named(FILE))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


async def take(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Say what an import would change, or what is wrong; with `sure`, publish it."""
    posted = read_fields(ImportForm, form)
    try:
        posted = await _unpacked(visit, posted)
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
    except FilesMissing as exc:
        return await _show(visit, posted, problems=[str(each) for each in exc.files])
    return await _show(visit, posted, plan)


async def _unpacked(visit: Visit, posted: ImportForm) -> ImportForm:
    """Return the form with the text of a file that it carries; the files of a ZIP are kept for it.

    Raises:
        DataError: the file cannot be read.
    """
    for file in await posted_files(visit.request, "package"):
        if not file.name.lower().endswith(".zip"):
            return posted.model_copy(update={"text": _text_of(file)})
        package = await asyncio.to_thread(read_zip, file_name(file.name), BytesIO(file.content))
        async with visit.deps.database.transaction() as session:
            for each in package.files:
                await keep_file(session, each, visit.now)
        return posted.model_copy(update={"text": written(package.documents)})
    return posted


def _text_of(file: PostedFile) -> str:
    """Return the text of a YAML file.

    Raises:
        DataError: it is not UTF-8; nothing is put in place of what cannot be read.
    """
    try:
        return file.content.decode()
    except UnicodeDecodeError as exc:
        raise DataError([f"{file_name(file.name)}: cannot be read: {exc}"]) from exc


async def _show(
    visit: Visit, posted: ImportForm, plan: ImportPlan | None = None, problems: Sequence[str] = ()
) -> Response:
    status = UNPROCESSABLE if problems else 200
    return await show_page(
        visit, "answers/exchange.html", status, posted=posted, plan=plan, problems=problems
    )
