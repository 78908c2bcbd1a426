"""Waiting for words about an answer, or about a choice of questions."""

from actions.turn.turn import Turn
from store.models.conversations import Awaited


def wait_for(turn: Turn, what: Awaited, showing_id: int) -> None:
    """Let words answer the question too, unless a survey waits for them."""
    if turn.conversation.awaited is not Awaited.SURVEY_TEXT:
        turn.conversation.awaited, turn.conversation.awaited_for = what, showing_id


def wait_no_more(turn: Turn, showing_id: int | None) -> None:
    """Wait no more for words about this showing; what is awaited about another one stays."""
    talk = turn.conversation
    if talk.awaited in (Awaited.HELPED, Awaited.CHOICE) and talk.awaited_for == showing_id:
        talk.awaited = talk.awaited_for = None
