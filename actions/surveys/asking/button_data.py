"""The data by which a tap on a survey's button is known.

It is `s:<invitation>:<question>:<value>`, at most 64 bytes. The value is a number, an option, `+option` or
`-option` to tick and untick (a state, not a toggle, so that a double tap does nothing more), `!done`,
`!skip`, `!back` or, after the end, `!change`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from actions.settings.survey_questions import Kind, Question
from actions.surveys.asking.branching import SKIPPED, Given
from actions.turn.incoming import Forged

PREFIX = "s:"
DONE = "!done"
SKIP = "!skip"
BACK = "!back"
CHANGE = "!change"
LONGEST_ID = 19  # digits of a 64-bit number


@dataclass(frozen=True, slots=True)
class Press:
    """Which question of which invitation was tapped, and with what value."""

    invitation_id: int
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Tick:
    """One option of several is chosen, or not any more."""

    option: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Done:
    """All that applies is ticked."""


@dataclass(frozen=True, slots=True)
class Back:
    """To the question before."""


@dataclass(frozen=True, slots=True)
class Change:
    """The survey has ended, and an answer is to be another one."""


Move = Given | Tick | Done | Back | Change
NAVIGATION: Mapping[str, Move] = {BACK: Back(), CHANGE: Change()}


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


def interpret(question: Question, value: str) -> Move:
    """What a value means for this question.

    Raises:
        Forged: the question has no such button.
    """
    if value in NAVIGATION:
        return NAVIGATION[value]
    if value == SKIP and question.optional:
        return SKIPPED
    if question.kind is Kind.MULTIPLE:
        return _interpret_tick(question, value)
    if question.kind is Kind.SINGLE and question.option(value) is not None:
        return Given(choices=(value,))
    if value in {str(step) for step in question.scale}:
        return Given(number=int(value))
    raise Forged(value)


def _interpret_tick(question: Question, value: str) -> Move:
    if value == DONE:
        return Done()
    if value[:1] in ("+", "-") and question.option(value[1:]) is not None:
        return Tick(value[1:], chosen=value[0] == "+")
    raise Forged(value)
