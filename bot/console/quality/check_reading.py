"""Reading a conversation of a spot check against the scorecard."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from actions.quality.spot_checks import LONGEST_COMMENT, AlreadyRead, Incomplete, finish
from actions.staff.sessions import Viewer
from bot.console.web.addresses import base_path
from bot.console.web.attachment_names import describe
from bot.console.web.fields import BadInput, Parameters, path_id, read_fields
from bot.console.web.rendering import go_to
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.reviews import Mark
from store.queries.conversations.transcripts import read_transcript
from store.queries.quality.check_results import next_reading, read_spot_check, reading_of

PREFIX = "mark-"


class CheckCommentForm(Parameters):
    """The fields of the form besides the marks."""

    comment: Annotated[str, Field(max_length=LONGEST_COMMENT)] = ""


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the next conversation that this reviewer can read, or go back to the spot check."""
    check_id = path_id(visit.request, "check")
    async with visit.deps.database.reading() as session:
        check = await read_spot_check(session, check_id)
        following = await next_reading(session, check_id, viewer.staff_id)
        transcript = await read_transcript(session, following[1]) if following else None
    if following is None:
        return go_to(f"{base_path(visit.request)}/checks/{check_id}")
    return await show_page(
        visit,
        "quality/reading.html",
        check=check,
        reading=following[0],
        transcript=transcript,
        scorecard=visit.deps.scorecard,
        marks=tuple(Mark),
        longest=LONGEST_COMMENT,
        describe=describe,
    )


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Store the marks and go on to the next conversation.

    Raises:
        BadInput: some criteria have no mark.
    """
    posted = read_fields(CheckCommentForm, form)
    reading_id = path_id(visit.request, "reading")
    scorecard = visit.deps.scorecard
    marks = _marks({name: form.get(PREFIX + name, "") for name in scorecard.criteria})
    try:
        async with visit.deps.database.transaction() as session:
            check_id = await finish(
                session, reading_id, marks, posted.comment, scorecard, viewer.staff_id, visit.now
            )
    except Incomplete as exc:
        raise BadInput(exc.missing) from exc
    except AlreadyRead:
        async with visit.deps.database.reading() as session:
            check_id, _ = await reading_of(session, reading_id)
    return go_to(f"{base_path(visit.request)}/checks/{check_id}/read")


def _marks(given: dict[str, str]) -> dict[str, Mark]:
    """Return the marks by criterion; invalid ones are left out, so that they count as missing."""
    known = {*Mark}
    return {name: Mark(mark) for name, mark in given.items() if mark in known}
