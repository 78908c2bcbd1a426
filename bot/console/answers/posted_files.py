"""The files of an answer in its form: those that stay, and those that are handed in."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from actions.answers.answer_refusals import FileRefused, FilesMissing
from actions.answers.file_keeping import NewFile, keep_file
from actions.answers.file_kind import LARGEST_KEPT, MOST_FILES
from actions.staff.sessions import Viewer
from bot.console.answers.answer_fields import SEPARATOR, AnswerField
from bot.console.answers.answer_problems import FILE_PROBLEMS, AnswerProblem, FormProblem
from bot.console.web.attachment_names import served_file
from bot.console.web.fields import posted_files, posted_values
from bot.console.web.invisible_characters import file_name
from bot.console.web.visit import Visit
from store.queries.answers.kept_contents import kept_content, kept_facts
from store.queries.not_found import NotFound

UPLOADS = "uploads"
MOST_UPLOADS = 10  # that a form may carry, so that too many for an answer are named and not refused unread
LARGEST_UPLOADS = (MOST_FILES + 1) * LARGEST_KEPT  # bytes


@dataclass(frozen=True, slots=True)
class FiledForm:
    """A form whose field of files has a line for each, and what is wrong with files that were handed in."""

    values: dict[str, str]
    problems: tuple[FormProblem, ...] = ()


async def with_files(visit: Visit, form: Mapping[str, str]) -> FiledForm:
    """Keep the files that come with a form, and return the form with them.

    They are kept at once, so that a form that is shown again has them; those of no answer are dropped later.
    """
    lines = [line for line in await posted_values(visit.request, AnswerField.FILES) if line.strip()]
    problems = []
    for posted in await posted_files(visit.request, UPLOADS):
        file = NewFile(file_name(posted.name) or "file", posted.content)
        try:
            async with visit.deps.database.transaction() as session:
                checksum = await keep_file(session, file, visit.now)
        except FileRefused as exc:
            kind = FILE_PROBLEMS[exc.fault]
            problems.append(FormProblem(kind, AnswerField.FILES, detail=exc.name, limit=exc.limit))
        else:
            if not any(line.endswith(checksum) for line in lines):
                lines.append(f"{file.name}{SEPARATOR}{checksum}")
    return FiledForm({**form, AnswerField.FILES: "\n".join(lines)}, tuple(problems))


def missing_problems(exc: FilesMissing) -> tuple[FormProblem, ...]:
    """Return the problems of files that are not kept any more."""
    return tuple(
        FormProblem(AnswerProblem.FILE_MISSING, AnswerField.FILES, detail=file.name) for file in exc.files
    )


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send the content of a file of answers.

    Raises:
        NotFound: it is not kept.
    """
    checksum = str(visit.request.path_params["checksum"])
    async with visit.deps.database.reading() as session:
        facts = (await kept_facts(session, [checksum])).get(checksum)
        content = await kept_content(session, checksum)
    if facts is None or content is None:
        raise NotFound("file", 0)
    name = visit.request.query_params.get("name", "")
    return served_file(content, facts.kind, name or f"{checksum[:12]}.bin")
