"""Answers of the business that are suggested to the person in a talk, for the customer's last question."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.entry import AnswerFile
from actions.answers.filling import FactMissing
from actions.answers.showing.answer_message import wording_for, write_answer
from actions.answers.showing.published_entry import entry_in_force
from actions.casework.handover import reply
from actions.casework.staff_turn import turn_in, turn_of
from actions.settings.house import House
from actions.turn.turn import Turn
from store.models.answers import AnswerShowing, ShowingKind
from store.models.conversations import Conversation, Direction, Message
from store.queries.not_found import NotFound


@dataclass(frozen=True, slots=True)
class SuggestedAnswer:
    """An entry that may answer the last question, as it would be sent; `files` follow the text."""

    showing_id: int
    question: str
    text: str
    files: tuple[AnswerFile, ...] = ()


async def suggested_answers(
    session: AsyncSession, conversation_id: int, now: datetime, house: House
) -> tuple[SuggestedAnswer, ...]:
    """Return what is suggested for the last message of a customer; nothing once a person has answered it."""
    turn = await turn_of(session, await session.get_one(Conversation, conversation_id), now, house)
    asked = select(func.max(Message.id)).where(
        Message.conversation_id == conversation_id, Message.direction == Direction.IN
    )
    answered = select(func.max(Message.id)).where(
        Message.conversation_id == conversation_id, Message.staff_id.is_not(None)
    )
    shown = select(AnswerShowing).where(
        AnswerShowing.conversation_id == conversation_id,
        AnswerShowing.kind == ShowingKind.SUGGESTED,
        AnswerShowing.message_id == asked.scalar_subquery(),
        AnswerShowing.message_id > func.coalesce(answered.scalar_subquery(), 0),
    )
    rows = list(await session.scalars(shown.order_by(AnswerShowing.id)))
    return tuple([each for row in rows for each in await _written(turn, row)])


async def send_suggested(
    session: AsyncSession,
    conversation_id: int,
    showing_id: int,
    staff_id: int,
    now: datetime,
    house: House,
) -> None:
    """Send a suggested answer as the person in the talk, once.

    Raises:
        NotFound: it is not suggested any more, or was sent.
        NotYours, OutOfReach, Superseded: see `reply`.
    """
    turn = await turn_in(session, conversation_id, now, house)
    showing = await session.scalar(
        select(AnswerShowing)
        .where(
            AnswerShowing.id == showing_id,
            AnswerShowing.conversation_id == conversation_id,
            AnswerShowing.kind == ShowingKind.SUGGESTED,
            AnswerShowing.reply_id.is_(None),
        )
        .with_for_update()
    )
    written = () if showing is None else await _written(turn, showing)
    if showing is None or not written:
        raise NotFound("suggestion", showing_id)
    chosen = written[0]
    message = await reply(session, conversation_id, chosen.text, staff_id, now, house, files=chosen.files)
    showing.reply_id, showing.outcome_at = message.id, now


async def _written(turn: Turn, showing: AnswerShowing) -> tuple[SuggestedAnswer, ...]:
    """What is sent, letter for letter; nothing where the answer cannot be given any more."""
    entry = await entry_in_force(turn, showing.answer_id)
    if entry is None:
        return ()
    try:
        written = write_answer(turn, entry, showing.outlet)
    except FactMissing:
        return ()
    question = wording_for(entry, turn.language).question
    return (SuggestedAnswer(showing.id, question, turn.shown(written.text), written.files),)
