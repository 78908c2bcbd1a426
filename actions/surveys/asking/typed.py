"""Answers that are typed instead of tapped: taps can be lost, and some people prefer to write."""

from sqlalchemy import bindparam, select

from actions.surveys.asking.answer_rows import drop_astray, is_changeable, keep
from actions.surveys.asking.low_score import recover_if_low
from actions.surveys.asking.taps_on_answers import find_open, take_words
from actions.surveys.asking.typed_numbers import is_score
from actions.surveys.asking.typed_parser import read_answer
from actions.surveys.policy.inviting import find_locked
from actions.surveys.policy.versions import pinned
from actions.turn.turn import Turn
from store.models.conversations import Direction, Message, Mode
from store.models.queues import OutboxItem
from store.models.surveys import ANSWERABLE, Answer, Invitation

# Written once, since every message needs it: building a statement costs as much as running it.
PUT_LAST = (
    select(Invitation.id)
    .where(
        Invitation.customer_id == bindparam("of_customer"),
        Invitation.status.in_(ANSWERABLE),
        Invitation.question.is_not(None),
    )
    .order_by(Invitation.sent_at.desc())
    .limit(1)
)


async def take(turn: Turn, message: Message) -> bool:
    """Take a message as the answer to the survey question that waits; False where it is not one.

    A number is an answer as long as the question is open. Words such as "no" are one only where nothing else
    was asked since. What is written to a person who has taken over is for that person.
    """
    if turn.conversation.mode is Mode.STAFF or not message.text:
        return False
    invitation = await _waiting(turn)
    asked = None if invitation is None else await find_open(turn, invitation)
    if asked is None:
        return False
    given = read_answer(asked.question, message.text, asked.turn.audience)
    if given is None:
        return False
    if not is_score(message.text) and not await _was_said_last(turn, asked.invitation):
        return False
    await take_words(asked, given, message)
    return True


async def revise(turn: Turn, message: Message) -> bool:
    """Let an edited message change the answer that it gave; False where it gave none.

    A comment follows its message as long as that can be edited. Another answer follows it where the new text
    is an answer too, and while answers may be changed.
    """
    answer = await turn.session.scalar(select(Answer).where(Answer.message_id == message.id))
    invitation = None if answer is None else await find_locked(turn.session, answer.invitation_id)
    if answer is None or invitation is None or not message.text:
        return False
    if answer.text is not None:
        if answer.text != message.text:
            answer.text, answer.changed_at = message.text, turn.now
        return True
    survey = await pinned(turn.session, invitation, turn.house)
    question = survey.question(answer.question)
    given = None if question is None else read_answer(question, message.text, turn.audience)
    if question is None or given is None or not await is_changeable(turn, invitation, question.id):
        return False
    status = invitation.status
    await keep(turn, invitation, question.id, given, message)
    invitation.status = status  # nothing is begun again by it
    await drop_astray(turn, invitation, survey)
    await recover_if_low(turn, invitation, survey, question, given, message)
    return True


async def _waiting(turn: Turn) -> Invitation | None:
    """The invitation of which a question was put to this customer last."""
    invitation_id = await turn.session.scalar(PUT_LAST, {"of_customer": turn.customer.id})
    return None if invitation_id is None else await find_locked(turn.session, invitation_id)


async def _was_said_last(turn: Turn, invitation: Invitation) -> bool:
    """Whether the survey is the last thing that the bot said in the chat."""
    last = (
        select(OutboxItem.invitation_id)
        .join(Message, Message.id == OutboxItem.message_id)
        .where(Message.address == turn.address, Message.direction == Direction.OUT)
        .order_by(OutboxItem.id.desc())
        .limit(1)
    )
    said_in: int | None = await turn.session.scalar(last)
    return said_in == invitation.id
