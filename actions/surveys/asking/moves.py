"""What a customer can do with a question: answer it, tick and untick, go back, or change an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from actions.settings.replies import Reply


@dataclass(frozen=True, slots=True)
class Given:
    """What a question was answered with: a number, options or text; nothing of it where it was skipped."""

    number: int | None = None
    choices: tuple[str, ...] | None = None
    text: str | None = None


SKIPPED = Given()


@dataclass(frozen=True, slots=True)
class Tick:
    """One option of several is chosen, or not any more."""

    option: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Done:
    """All that applies is ticked."""


@dataclass(frozen=True, slots=True)
class GoBack:
    """To the question before."""


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """The survey has ended, and an answer is to be another one."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What the customer is told where a tap or a text is not an answer that can be taken."""

    reply: Reply
    values: Mapping[str, str] = field(default_factory=dict)


Move = Given | Hint | Tick | Done | GoBack | ChangeAnswer
