"""When a customer does not answer: one reminder, then the end."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.settings.replies import Reply
from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Question
from actions.surveys.asking.branching import as_asked
from actions.surveys.asking.next_question import ask
from actions.surveys.asking.open_survey import close, opened, pinned
from actions.surveys.asking.survey_message import withdraw_buttons
from actions.surveys.policy.decision import after_quiet
from actions.surveys.policy.facts import is_left_alone
from actions.turn.chinese_form import in_form
from actions.turn.customer_clock import customer_zone
from actions.turn.open_conversation import form_for, open_turn
from store.models.customers import Customer
from store.models.surveys import Invitation, InvitationStatus


async def remind(session: AsyncSession, invitation: Invitation, now: datetime, house: House) -> None:
    """Ask the open question once more, outside the quiet hours, unless that would be a nuisance."""
    customer = await session.get_one(Customer, invitation.customer_id)
    survey = await pinned(session, invitation, house)
    question = _open_question(survey, invitation)
    if _is_left_to_them(question) or not await _may_remind(session, invitation, customer):
        invitation.due_at = invitation.expires_at
        return
    at = after_quiet(now, customer_zone(customer, house), house.rules.quiet)
    if at > now:
        invitation.due_at = at
        return
    await withdraw_buttons(session, invitation, now)
    found = await opened(await open_turn(session, customer, now, house), invitation, survey)
    opening = f"{found.audience.text(Reply.SURVEY_REMINDER)}\n{found.audience.text(Reply.SURVEY_OPT_OUT)}"
    await ask(found, as_asked(found.survey, found.given, question), opening)
    invitation.reminded_at = now
    invitation.due_at = invitation.expires_at


async def expire(session: AsyncSession, invitation: Invitation, now: datetime, house: House) -> None:
    """End an open survey. Where only an optional question was left, it counts as completed."""
    customer = await session.get_one(Customer, invitation.customer_id)
    question = _open_question(await pinned(session, invitation, house), invitation)
    language = customer.language or invitation.language or house.language
    if customer.unreachable_at is None:
        form = form_for(customer.written_language, customer.language_code)
        remark = in_form(house.replies.text(language, Reply.SURVEY_CLOSED), form)
        await withdraw_buttons(session, invitation, now, remark)
    is_complete = _is_left_to_them(question) and invitation.status is InvitationStatus.STARTED
    if is_complete:
        invitation.completed_at = invitation.completed_at or now
    is_complete = invitation.completed_at is not None
    status = InvitationStatus.COMPLETED if is_complete else InvitationStatus.EXPIRED
    await close(session, invitation, status)


def _open_question(survey: Survey, invitation: Invitation) -> Question:
    return next(question for question in survey.asked if question.id == invitation.question)


def _is_left_to_them(question: Question) -> bool:
    """Whether nothing is missing without it; an item of a dimension can be skipped since it may not apply."""
    return question.optional and question.dimension is None


async def _may_remind(session: AsyncSession, invitation: Invitation, customer: Customer) -> bool:
    if invitation.reminded_at is not None or customer.unreachable_at or customer.opted_out_at:
        return False
    return not await is_left_alone(session, customer)
