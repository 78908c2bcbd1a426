"""The buttons of a survey: the rows under a question, and the data by which a tap is known.

The data is `s:<invitation>:<question>:<value>`, at most 64 bytes. The value is a number, an option, `+option`
or `-option` to tick and untick (a state, not a toggle, so that a double tap does nothing more), `!done`,
`!skip`, `!back` or, after the end, `!change`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.settings.replies import Audience, Reply
from actions.settings.survey_questions import Question
from actions.surveys.asking.answer_form import Labelled
from actions.surveys.asking.forms import form_of
from actions.surveys.asking.moves import SKIPPED, ChangeAnswer, Given, GoBack, Move
from actions.turn.incoming import Forged
from actions.turn.turn import Buttons
from store.queues.button import Button

PREFIX = "s:"
SKIP = "!skip"
BACK = "!back"
CHANGE = "!change"
LONGEST_ID = 19  # digits of a 64-bit number
NAVIGATION: Mapping[str, Move] = {BACK: GoBack(), CHANGE: ChangeAnswer()}


@dataclass(frozen=True, slots=True)
class Press:
    """Which question of which invitation was tapped, and with what value."""

    invitation_id: int
    question: str
    value: str


def write(press: Press) -> str:
    """The data of a button."""
    return f"{PREFIX}{press.invitation_id}:{press.question}:{press.value}"


def read(data: str) -> Press:
    """Take the data of a button apart.

    Raises:
        Forged: it does not have the form of ours.
    """
    number, _, rest = data.removeprefix(PREFIX).partition(":")
    question, _, value = rest.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_ID and int(number) < 2**63):
        raise Forged(data)
    return Press(int(number), question, value)


def interpret(question: Question, value: str, audience: Audience) -> Move:
    """What a value means for this question.

    Raises:
        Forged: the question has no such button.
    """
    if value in NAVIGATION:
        return NAVIGATION[value]
    if value == SKIP and question.optional:
        return SKIPPED
    move = form_of(question).tapped(question, value, audience)
    if move is None:
        raise Forged(value)
    return move


def keyboard(
    invitation_id: int,
    question: Question,
    audience: Audience,
    given: Given = SKIPPED,
    *,
    back: bool = False,
) -> Buttons:
    """The buttons that this question is answered with, and those to go back or skip it."""
    rows = list(form_of(question).buttons(question, audience, given))
    ways: list[Labelled] = []
    if back:
        ways.append((audience.text(Reply.SURVEY_BACK), BACK))
    if question.optional:
        # An item of a scale is not skipped for want of time: it may not apply.
        is_item = question.dimension is not None or question.construct is not None
        way = Reply.SURVEY_NOT_APPLICABLE if is_item else Reply.SURVEY_SKIP
        ways.append((audience.text(way), SKIP))
    return _buttons(invitation_id, question, [*rows, ways])


def change_button(invitation_id: int, question: Question, audience: Audience) -> Buttons:
    """The button under a survey that has ended."""
    return _buttons(invitation_id, question, [[(audience.text(Reply.SURVEY_CHANGE), CHANGE)]])


def _buttons(invitation_id: int, question: Question, rows: Sequence[Sequence[Labelled]]) -> Buttons:
    return tuple(
        tuple(Button(text, write(Press(invitation_id, question.id, value))) for text, value in row)
        for row in rows
        if row
    )
