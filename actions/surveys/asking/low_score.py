"""Service recovery: a low score or an angry comment opens one case at once, and staff are told.

A survey that asks whether a case was settled well opens none: the case itself is opened again.
"""

from sqlalchemy import select

from actions.cases.alerts import ANGRY, RECOVERY, alert
from actions.cases.kept_case import kept_case
from actions.cases.opening import add_step, case_reference, open_case, open_case_here
from actions.cases.reopening import reopen_case
from actions.settings.replies import Reply
from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Question
from actions.surveys.asking.branching import is_grievance, scores
from actions.surveys.asking.open_survey import OpenSurvey, pinned
from actions.turn.promise import promised_time
from actions.turn.turn import Turn
from store.models.cases import OPEN_STATUSES, Case, CaseKind, CaseStep, Priority
from store.models.conversations import Message
from store.models.occasions import reference_of
from store.models.surveys import Answer, Invitation, Service


async def recover(found: OpenSurvey, message: Message) -> None:
    """Act on an answer that is as low as its question's alert."""
    turn, invitation = found.turn, found.invitation
    if found.survey.follow_up:
        await _reopen(turn, invitation, message)
    elif await recovery_case(turn, invitation) is None:
        await _open(turn, invitation, message, RECOVERY, Reply.STAFF_LOW_SCORE)


async def recover_from_comment(turn: Turn, message: Message) -> bool:
    """Open the recovery case of a survey whose comment is a complaint, and tell the customer its number.

    Where the score has opened it before, the thanks have just named it: the comment is added without more
    words. Below the best score, what may be praise as well stays a comment. False where there is another case
    to add it to, or the survey follows up a case: then it is a complaint like any other.
    """
    invitation = await turn.session.scalar(
        select(Invitation)
        .join(Answer, Answer.invitation_id == Invitation.id)
        .where(Answer.message_id == message.id)
    )
    if invitation is None:
        return False
    survey = await pinned(turn.session, invitation, turn.house)
    if not is_grievance(message.confidence, await _scores(turn, invitation, survey)):
        return True
    if survey.follow_up:
        return False
    case = await recovery_case(turn, invitation)
    if case is not None and case.status in OPEN_STATUSES:
        await add_step(turn, case, CaseStep.MESSAGE, message)
        return True
    if case is not None or await open_case_here(turn, CaseKind.COMPLAINT, CaseKind.RECOVERY) is not None:
        return False
    case = await _open(turn, invitation, message, ANGRY, Reply.STAFF_ANGRY)
    due = promised_time(turn, case.due_at)
    await turn.say(turn.text(Reply.COMPLAINT, reference=case_reference(case), due=due))
    return True


async def _scores(turn: Turn, invitation: Invitation, survey: Survey) -> list[tuple[Question, int]]:
    """The numbers that the customer gave in this survey."""
    rows = await turn.session.execute(
        select(Answer.question, Answer.number).where(Answer.invitation_id == invitation.id)
    )
    return scores(survey.by_id, dict(rows.tuples().all()))


async def recovery_case(turn: Turn, invitation: Invitation) -> Case | None:
    """The recovery case that this invitation led to, if it did."""
    case: Case | None = await turn.session.scalar(select(Case).where(Case.invitation_id == invitation.id))
    return None if case is None else await kept_case(turn.session, case)


async def _open(turn: Turn, invitation: Invitation, message: Message, kind: str, reply: Reply) -> Case:
    case = await open_case(turn, CaseKind.RECOVERY, message, priority=Priority.HIGH, invitation=invitation)
    await alert(turn.session, kind, reply, case, turn.now, turn.house)
    return case


async def _reopen(turn: Turn, invitation: Invitation, message: Message) -> None:
    """Open the case again that the survey asks about, with the customer's answer; staff are alerted."""
    service = await turn.session.get(Service, invitation.service_id)
    reference = reference_of(service.source_id) if service is not None else None
    case = await turn.session.scalar(select(Case).where(Case.reference == reference))
    if case is not None:
        await reopen_case(turn, await kept_case(turn.session, case), message)
