"""The review queue: one message after the other, each labelled by one key."""

from typing import Annotated
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.quality.reviewing import Reviewer
from actions.quality.reviewing import review as keep_review
from actions.quality.reviewing import undo as undo_review
from actions.staff.sessions import Viewer
from bot.console.web.addresses import base_path
from bot.console.web.attachment_names import describe
from bot.console.web.fields import Blank, CursorField, Parameters, RowId, path_id, read_fields
from bot.console.web.rendering import go_to
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.time_formats import start_of
from bot.console.web.visit import Visit
from nlu.contract.labels import Intent
from store.models.reviews import ReviewQueue
from store.queries.quality.review_items import list_reviews, review_item
from store.queries.quality.review_queue import (
    MANY,
    ONE_OF,
    count_queues,
    next_message,
    progress,
    waits_for_reader,
)


class ReviewQueueQuery(Parameters):
    """The parameters of the page: a queue, the message after which to go on, and the last review."""

    queue: ReviewQueue = ReviewQueue.UNCERTAIN
    before: Annotated[RowId | None, Blank] = None
    message: Annotated[RowId | None, Blank] = None
    done: Annotated[RowId | None, Blank] = None
    said: Annotated[Intent | None, Blank] = None


class IntentReviewForm(Parameters):
    """The fields of the form."""

    intent: Intent
    queue: ReviewQueue


class ReviewUndoForm(Parameters):
    """The fields of the form that undoes a review."""

    queue: ReviewQueue


class ReviewHistoryQuery(Parameters):
    """The parameters of the history."""

    before: Annotated[CursorField | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the next message of a queue with those before it, and the progress of the reviewers."""
    asked = read_fields(ReviewQueueQuery, visit.request.query_params)
    since = start_of(visit.now.astimezone(visit.deps.house.zone).date(), visit.deps.house.zone)
    agreeing = visit.deps.house.agreeing
    async with visit.deps.database.reading() as session:
        message = asked.message or await _next(session, visit, viewer, asked)
        item = await review_item(session, message) if message else None
        counts = await count_queues(session, visit.now, staff_id=viewer.staff_id, agreeing=agreeing)
        waits = bool(asked.done) and await waits_for_reader(session, asked.done or 0, agreeing)
        reached = await progress(session, since, viewer.staff_id)
    return await show_page(
        visit,
        "quality/review.html",
        asked=asked,
        item=item,
        counts=counts,
        many=MANY,
        one_of=ONE_OF,
        reached=reached,
        waits=waits,
        is_blind=asked.queue is ReviewQueue.SECOND,
        intents=tuple(Intent),
        describe=describe,
    )


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Store the reviewer's label, and go on to the next message."""
    posted = read_fields(IntentReviewForm, form)
    message_id = path_id(visit.request, "message")
    async with visit.deps.database.transaction() as session:
        done = await keep_review(
            session, message_id, posted.intent, Reviewer(viewer.staff_id, posted.queue), visit.now
        )
    return _on(visit, queue=posted.queue, before=message_id, done=done, said=posted.intent)


async def undo(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Undo the last review, and go back to its message."""
    posted = read_fields(ReviewUndoForm, form)
    review_id = path_id(visit.request, "review")
    async with visit.deps.database.transaction() as session:
        message_id = await undo_review(session, review_id, Reviewer(viewer.staff_id, posted.queue), visit.now)
    return _on(visit, queue=posted.queue, message=message_id)


async def history(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show who corrected what and when."""
    asked = read_fields(ReviewHistoryQuery, visit.request.query_params)
    async with visit.deps.database.reading() as session:
        page = await list_reviews(session, asked.before)
    return await show_page(visit, "quality/review_history.html", page=page, asked=asked)


async def _next(session: AsyncSession, visit: Visit, viewer: Viewer, asked: ReviewQueueQuery) -> int | None:
    return await next_message(
        session,
        asked.queue,
        asked.before,
        visit.now,
        staff_id=viewer.staff_id,
        agreeing=visit.deps.house.agreeing,
    )


def _on(visit: Visit, **values: object) -> Response:
    return go_to(f"{base_path(visit.request)}/review?{urlencode(values)}")
