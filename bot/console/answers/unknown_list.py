"""What is not known: unanswered and refused questions in groups of like ones, and what to do about each."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.answers.document import Key, read_content
from actions.answers.drafting import entry_of
from actions.answers.likeness import groups
from actions.answers.normal_question import normalised
from actions.answers.question_settling import draft_variants, settle_questions
from actions.quality.masking import masked
from actions.staff.sessions import Viewer
from bot.console.answers.answer_view import staff_change
from bot.console.web.fields import BadInput, Parameters, RowId, numbers, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice, notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from nlu.contract.labels import Language
from store.models.answers import QuestionSettling
from store.queries.answers.entry_states import entry_state, entry_states
from store.queries.answers.published_questions import published_questions
from store.queries.answers.unknown_questions import UnknownQuestion, WhyUnknown, unknown_questions

SINCE = timedelta(days=30)
SOON = timedelta(minutes=1)  # messages may be dated by another machine
MOST = 300  # the newest; they are compared with each other
ALIKE = 0.4
LONGEST = 200  # characters of a question that can become a variant


class QuestionsForm(Parameters):
    """The messages of a group, as `3,5,9`."""

    messages: Annotated[tuple[RowId, ...], BeforeValidator(numbers), Field(min_length=1, max_length=300)]


class VariantForm(QuestionsForm):
    """The answer that a group belongs to, by its key."""

    key: Key


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that are alike, newest first."""

    questions: tuple[UnknownQuestion, ...]

    @property
    def messages(self) -> str:
        """Return the numbers of the messages, as a form posts them."""
        return ",".join(str(each.message_id) for each in self.questions)

    @property
    def refused(self) -> int:
        """Return how many were answered in a way that the customer did not accept."""
        return sum(each.why is not WhyUnknown.UNANSWERED for each in self.questions)


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the groups, the largest first."""
    async with visit.deps.database.reading() as session:
        questions = await _open(session, visit)
        states = await entry_states(session)
    return await show_page(
        visit,
        "answers/unknown.html",
        groups=await asyncio.to_thread(grouped, questions),
        count=len(questions),
        days=SINCE.days,
        entries=[(state.key, _question(state.newest)) for state in states.values() if state.is_in_force],
        notice=notice_in(visit),
    )


async def add_variants(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Put the questions of a group into a draft of an answer, without what points at a person."""
    posted = read_fields(VariantForm, form)
    change = staff_change(visit, viewer, visit.text("answers.variants_why"))

    async def act(session: AsyncSession) -> None:
        entry = await entry_of(session, posted.key)
        texts = await asked_questions(session, visit, posted.messages)
        try:
            await draft_variants(session, await entry_state(session, entry.id), texts, change)
        except ValidationError as exc:
            raise BadInput(("variants",)) from exc
        await settle_questions(session, posted.messages, QuestionSettling.VARIANT, change)

    return await run_action(visit, act, "/answers/unknown", Notice.VARIANTS_DRAFTED)


async def ignore(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """List the questions of a group no longer."""
    posted = read_fields(QuestionsForm, form)

    async def act(session: AsyncSession) -> None:
        change = staff_change(visit, viewer)
        await settle_questions(session, posted.messages, QuestionSettling.IGNORED, change)

    return await run_action(visit, act, "/answers/unknown", Notice.IGNORED)


def grouped(questions: tuple[UnknownQuestion, ...]) -> list[QuestionGroup]:
    """Return questions in groups of like ones, the largest first."""
    by_id = {each.message_id: each for each in questions}
    return [
        QuestionGroup(tuple(by_id[each] for each in members))
        for members in groups(((each.message_id, each.text) for each in questions), ALIKE)
    ]


async def asked_questions(
    session: AsyncSession, visit: Visit, messages: Sequence[int]
) -> list[tuple[Language, str]]:
    """Return the open questions among these messages, without what points at a person."""
    if not messages:
        return []
    chosen = [each for each in await _open(session, visit) if each.message_id in messages]
    return [
        (each.language or visit.language, " ".join(masked(each.text, each.names).split())[:LONGEST])
        for each in chosen
    ]


async def _open(session: AsyncSession, visit: Visit) -> tuple[UnknownQuestion, ...]:
    left_out = {*(await published_questions(session)), ""}
    found = await unknown_questions(session, visit.now - SINCE, visit.now + SOON)
    return tuple(islice((each for each in found if normalised(each.text) not in left_out), MOST))


def _question(content: Mapping[str, object]) -> str:
    return next(read_content(content).questions())[1]
