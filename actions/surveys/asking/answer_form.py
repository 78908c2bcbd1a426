"""What every form of an answer can do."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from actions.settings.replies import Audience
from actions.settings.survey_questions import Question
from actions.surveys.asking.moves import Given, Hint, Move

TICKED = "✓ "

Labelled = tuple[str, str]  # what a button says, and the value of a tap on it
Rows = Iterator[Sequence[Labelled]]


class AnswerForm(Protocol):
    """One form of an answer."""

    def buttons(self, question: Question, audience: Audience, given: Given) -> Rows:
        """The rows of buttons that a question is answered with; what was `given` is ticked."""
        ...

    def tapped(self, question: Question, value: str, audience: Audience) -> Move | None:
        """What the value of a button means; None where the question has no such button."""
        ...

    def typed(self, question: Question, text: str, audience: Audience) -> Given | Hint | None:
        """The answer that a plain text is, or why it cannot be taken.

        None where it is no answer, or could be something else.
        """
        ...

    def shown(self, question: Question, given: Given, audience: Audience) -> str:
        """The answer in words; empty where nothing was said."""
        ...

    def hint(self, question: Question, audience: Audience) -> Hint | None:
        """What to say to words that are none of the answers; None where any words are one."""
        ...
