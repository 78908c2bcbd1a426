"""The moment of sending: the policy is asked again, and then the first question goes out."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.settings.replies import Reply
from actions.settings.survey_definition import Survey
from actions.surveys.asking.branching import as_asked, next_question
from actions.surveys.asking.next_question import ask
from actions.surveys.asking.open_survey import OpenSurvey, close, pinned
from actions.surveys.asking.reminder import expire
from actions.surveys.policy.decision import Skip, decide
from actions.surveys.policy.expectations import part_for, told_expectation
from actions.surveys.policy.facts import gather
from actions.surveys.policy.ledger import record
from actions.surveys.policy.versions import pin
from actions.turn.open_conversation import is_language_known, open_turn
from store.models.conversations import Conversation, Direction, Message
from store.models.customers import Customer
from store.models.occasions import Occasion, occasion_of
from store.models.surveys import ANSWERABLE, Invitation, InvitationStatus, Phase, Service


async def send_if_still_right(
    session: AsyncSession, invitation: Invitation, now: datetime, house: House
) -> None:
    """Send the first question, put it off, or cancel it, as the policy says now."""
    customer = await session.get_one(Customer, invitation.customer_id)
    service = await session.get_one(Service, invitation.service_id)
    # The definition of today is asked where there still is one; before a service, only one with such a part.
    survey = house.surveys.get(invitation.survey_key)
    if survey is None or (survey.apart is None and occasion_of(service.source) is Occasion.BOOKING):
        survey = await pinned(session, invitation, house)
    expectation = await told_expectation(session, service, survey)
    facts = await gather(
        session, service, customer, survey, now, house, own=invitation, expectation=expectation
    )
    verdict = decide(facts, now, house.rules)
    await record(session, service, Phase.SENDING, verdict, facts, now)
    if isinstance(verdict, Skip):
        await close(session, invitation, InvitationStatus.CANCELLED)
    elif verdict.at > now:
        invitation.due_at = verdict.at
    else:
        await _send(session, invitation, customer, part_for(service, survey, expectation), now, house)
        if occasion_of(service.source) is Occasion.BOOKING:
            _end_by(invitation, service.ended_at)


async def _send(
    session: AsyncSession,
    invitation: Invitation,
    customer: Customer,
    survey: Survey,
    now: datetime,
    house: House,
) -> None:
    await _end_others(session, invitation, now, house)
    turn = await open_turn(session, customer, now, house, text=await _last_words(session, customer))
    asked = survey.for_invitation(invitation.id)
    first = next_question(asked, {}, after=None)
    if first is None:
        raise AssertionError("a survey is loaded only if its first question is asked of everybody")
    invitation.survey_version_id = await pin(session, survey, now)
    invitation.status = InvitationStatus.SENT
    invitation.language = turn.language
    invitation.sent_at = now
    invitation.expires_at = now + house.rules.expiry
    invitation.due_at = min(now + house.rules.reminder, invitation.expires_at)
    introduction = survey.introduction[turn.language] if survey.introduction else ""
    opening = "\n".join(part for part in (introduction, turn.text(Reply.SURVEY_OPT_OUT)) if part)
    await ask(OpenSurvey.of(turn, invitation, survey), as_asked(asked, {}, first), opening)


def _end_by(invitation: Invitation, moment: datetime) -> None:
    """Let it not be answered from a moment on: what was expected cannot be told once the service begins."""
    invitation.expires_at = min(invitation.expires_at or moment, moment)
    invitation.due_at = min(invitation.due_at or moment, moment)


async def _end_others(session: AsyncSession, invitation: Invitation, now: datetime, house: House) -> None:
    """A customer answers one survey at a time: the newer one ends what is still open."""
    others = select(Invitation).where(
        Invitation.customer_id == invitation.customer_id,
        Invitation.id != invitation.id,
        Invitation.status.in_(ANSWERABLE),
    )
    for other in (await session.scalars(others.order_by(Invitation.id).with_for_update())).all():
        await expire(session, other, now, house)


async def _last_words(session: AsyncSession, customer: Customer) -> str | None:
    """What the customer wrote last: their language, where it is not known."""
    if is_language_known(customer):
        return None
    words: str | None = await session.scalar(
        select(Message.text)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.customer_id == customer.id,
            Message.direction == Direction.IN,
            Message.text.is_not(None),
        )
        .order_by(Message.id.desc())
        .limit(1)
    )
    return words
