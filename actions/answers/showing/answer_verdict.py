"""What the customer says of an answer, in words or by a button."""

from actions.answers.showing.hand_over_question import hand_over_question
from actions.settings.replies import Reply
from actions.turn.reaction import Reaction
from actions.turn.turn import Buttons, Turn
from store.models.answers import AnswerShowing, ShowingOutcome
from store.models.conversations import Message

BETWEEN = "\n\n"


async def confirm_in_words(turn: Turn, showing: AnswerShowing, message: Message, *, thanks: bool) -> None:
    """Note that the answer helped; thanks are answered, and other words get a reaction."""
    note_verdict(turn, showing, ShowingOutcome.CONFIRMED)
    if thanks:
        await turn.say(turn.text(Reply.THANKS))
    else:
        await turn.react(message, Reaction.AGREED)


async def refuse_in_words(
    turn: Turn, showing: AnswerShowing, verdict: ShowingOutcome, message: Message
) -> None:
    """Note that the answer did not help, and hand the question to a person."""
    note_verdict(turn, showing, verdict)
    await hand_over_question(turn, showing, Reply.ANSWER_PASSED_ON, message)


def note_verdict(turn: Turn, showing: AnswerShowing, verdict: ShowingOutcome) -> None:
    """Keep what was said of an answer."""
    showing.outcome, showing.outcome_at = verdict, turn.now


async def take_question_away(
    turn: Turn, showing: AnswerShowing, target: int | None, label: str, links: Buttons
) -> None:
    """Leave the answer as it was said, with its links, and what was pressed in place of the question."""
    shown = None if showing.reply_id is None else await turn.session.get(Message, showing.reply_id)
    text = "" if shown is None else (shown.text or "").rpartition(BETWEEN)[0]
    await turn.edit(target, f"{text}{BETWEEN}{label}" if text else label, links)
