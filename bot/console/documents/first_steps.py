"""The first steps of a new administrator: what is done, what is missing, and where each is done."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.answers.answer_files import read_answers
from actions.answers.answer_refusals import ChangedMeanwhile
from actions.answers.drafting import AnswerChange
from actions.answers.importing import import_answers
from actions.documents.document_changes import SettingChange
from actions.documents.setup_steps import SetupFacts, SetupStep, StepStanding, standings
from actions.documents.step_skipping import resume_step, skip_step
from actions.staff.permissions import Permission, is_allowed
from actions.staff.sessions import Viewer
from bot.console.documents.document_address import access_to
from bot.console.web.addresses import base_path
from bot.console.web.console_parts import BotNotFound
from bot.console.web.fields import BadInput, Blank, Parameters, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice, notice_in
from bot.console.web.rendering import go_to
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.answers import AnswerEdition
from store.queries.documents.setup_facts import stored_facts
from store.queries.edition import locked_edition

STEPS = "/first-steps"


class SetupStepForm(Parameters):
    """The step that a button is about."""

    step: SetupStep


class BotForm(Parameters):
    """A token to check; by default that of the environment."""

    token: Annotated[str | None, Field(max_length=200), Blank] = None


class StarterForm(Parameters):
    """The set of answers to begin with."""

    starter: Annotated[str, Field(max_length=40)] = ""


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the steps."""
    return await _show(visit)


async def check_bot(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Ask Telegram which bot a token belongs to; the token is not kept."""
    posted = read_fields(BotForm, form)
    try:
        name = await access_to(visit).bot_name(posted.token)
    except BotNotFound as exc:
        return await _show(visit, bot_problem=str(exc))
    return await _show(visit, bot=name, is_new_token=posted.token is not None)


async def begin_answers(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Publish a set of answers to begin with, unless there are answers already.

    Raises:
        BadInput: there is no such set.
    """
    file = access_to(visit).starters.get(read_fields(StarterForm, form).starter)
    if file is None:
        raise BadInput(("starter",))
    documents = await asyncio.to_thread(read_answers, file)
    change = AnswerChange(f"staff:{viewer.staff_id}", visit.now, visit.text("first_steps.starter_why"))

    async def begin(session: AsyncSession) -> None:
        await locked_edition(session, AnswerEdition, visit.now)
        if (await stored_facts(session)).has_answers:
            raise ChangedMeanwhile
        await import_answers(session, documents, change, whole=False)

    return await run_action(visit, begin, STEPS, Notice.PUBLISHED)


async def skip(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Leave out a step."""
    posted = read_fields(SetupStepForm, form)
    async with visit.deps.database.transaction() as session:
        await skip_step(session, posted.step, SettingChange(f"staff:{viewer.staff_id}", visit.now))
    return _to(visit, Notice.SAVED)


async def resume(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Take up a step again that was left out."""
    posted = read_fields(SetupStepForm, form)
    async with visit.deps.database.transaction() as session:
        await resume_step(session, posted.step, SettingChange(f"staff:{viewer.staff_id}", visit.now))
    return _to(visit, Notice.SAVED)


async def steps_of(visit: Visit) -> Mapping[SetupStep, StepStanding]:
    """Return where each step stands; none for those who may not set up the business."""
    access, viewer = visit.deps.documents, visit.viewer
    if access is None or viewer is None or not is_allowed(viewer.role, Permission.EDIT_SETTINGS):
        return {}
    async with visit.deps.database.reading() as session:
        stored = await stored_facts(session)
    facts = SetupFacts(
        visit.deps.house.business,
        access.in_force.installation.language is not None,
        access.has_token,
        "calendar" in stored.published,
        stored.staff,
        stored.has_answers,
        stored.has_talked,
        frozenset(SetupStep(step) for step in stored.skipped if step in {*SetupStep}),
    )
    return standings(facts)


async def _show(
    visit: Visit, *, bot: str | None = None, is_new_token: bool = False, bot_problem: str | None = None
) -> Response:
    steps, notice = await steps_of(visit), notice_in(visit)
    access = access_to(visit)
    return await show_page(
        visit,
        "documents/first_steps.html",
        steps=steps,
        settled=sum(standing is not StepStanding.OPEN for standing in steps.values()),
        starters=tuple(access.starters),
        has_token=access.has_token,
        bot=bot,
        is_new_token=is_new_token,
        bot_problem=bot_problem,
        notice=notice,
    )


def _to(visit: Visit, notice: Notice) -> Response:
    return go_to(f"{base_path(visit.request)}{STEPS}?notice={notice}")
