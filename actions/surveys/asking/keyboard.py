"""The rows of buttons under a question."""

from collections.abc import Iterator, Sequence

from wcwidth import width

from actions.settings.replies import Replies, Reply
from actions.settings.survey_questions import YES_OR_NO, Kind, Look, Question
from actions.surveys.asking.answer_text import option_label, step_label
from actions.surveys.asking.branching import SKIPPED, Given
from actions.surveys.asking.button_data import BACK, CHANGE, DONE, SKIP, Press, write
from actions.turn.turn import Buttons
from nlu.contract.labels import Language
from store.queues.outbox import Button

TICKED = "✓ "
MOST_IN_A_ROW = 8
# Two options stand side by side where both fit into half of a phone; a Chinese character counts twice.
WIDTH_OF_HALF = 18

Labelled = tuple[str, str]  # what a button says, and the value of a tap on it


def keyboard(
    invitation_id: int,
    question: Question,
    language: Language,
    replies: Replies,
    given: Given = SKIPPED,
    *,
    back: bool = False,
) -> Buttons:
    """The buttons that this question is answered with; what was `given` is ticked.

    A text has no buttons but those to skip it and to go back.
    """
    rows = [*_steps(question, language, replies, given.number)]
    rows += _options(question, language, given.choices or ())
    if question.kind is Kind.MULTIPLE:
        rows.append([(replies.text(language, Reply.SURVEY_DONE), DONE)])
    ways = [(Reply.SURVEY_BACK, BACK, back), (Reply.SURVEY_SKIP, SKIP, question.optional)]
    rows.append([(replies.text(language, reply), value) for reply, value, is_open in ways if is_open])
    return _buttons(invitation_id, question, rows)


def change_button(invitation_id: int, question: Question, language: Language, replies: Replies) -> Buttons:
    """The button under a survey that has ended."""
    return _buttons(invitation_id, question, [[(replies.text(language, Reply.SURVEY_CHANGE), CHANGE)]])


def _buttons(invitation_id: int, question: Question, rows: Sequence[Sequence[Labelled]]) -> Buttons:
    return tuple(
        tuple(Button(text, write(Press(invitation_id, question.id, value))) for text, value in row)
        for row in rows
        if row
    )


def _steps(
    question: Question, language: Language, replies: Replies, chosen: int | None
) -> Iterator[Sequence[Labelled]]:
    steps = list(question.scale)
    if question.kind in YES_OR_NO:
        steps.reverse()
    labelled = [
        (f"{TICKED if step == chosen else ''}{step_label(question, step, language, replies)}", str(step))
        for step in steps
    ]
    if question.look is Look.WORDS:
        return _rows(labelled, 1)
    rows = -(-len(steps) // MOST_IN_A_ROW)
    return _rows(labelled, -(-len(steps) // rows)) if rows else iter(())


def _options(question: Question, language: Language, ticked: Sequence[str]) -> Iterator[Sequence[Labelled]]:
    labelled: list[Labelled] = []
    for option in question.options:
        label, value = option_label(option, language), option.id
        if question.kind is Kind.MULTIPLE:
            value = f"{'-' if option.id in ticked else '+'}{option.id}"
        labelled.append((f"{TICKED}{label}" if option.id in ticked else label, value))
    is_narrow = all(width(option_label(option, language)) <= WIDTH_OF_HALF for option in question.options)
    return _rows(labelled, 2 if is_narrow else 1)


def _rows(labelled: Sequence[Labelled], length: int) -> Iterator[Sequence[Labelled]]:
    return (labelled[start : start + length] for start in range(0, len(labelled), length))
