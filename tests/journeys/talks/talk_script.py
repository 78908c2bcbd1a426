"""A talk as it is written in a YAML file: what the customer does, and what has to come of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter

FOLDER = Path(__file__).parent
UNSAID = "unsaid"
"""An order number that no talk can have: the talk says nothing about it."""


def _flat(patterns: Any) -> list[Any]:
    """Lists that are shared by YAML anchors stand in lists."""
    if not isinstance(patterns, list | tuple):
        return [patterns]
    return [each for item in patterns for each in _flat(item)]


Span = tuple[int, int]
Patterns = Annotated[tuple[str, ...], BeforeValidator(_flat)]
"""Regular expressions; `{ref}` in them is the number of the customer's case."""


@dataclass(frozen=True, slots=True)
class ExpectedCases:
    """`count` includes the case of the setup; `kinds` and `priority` are those of the new ones.

    `status` holds for all; one case has `holds_media` photos, voices, files and places.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    count: Span | None = None
    kinds: tuple[str, ...] | None = None
    priority: Literal["high", "normal"] | None = None
    status: Literal["open", "settled", "closed"] | None = None
    holds_media: int | None = None


@dataclass(frozen=True, slots=True)
class ExpectedSurvey:
    """Answers by question (a number, options that are among the chosen, words or none), and the status."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    answers: dict[str, int | tuple[str, ...] | str | None] = field(default_factory=dict)
    status: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """What has to be said since the turn began (or, at the end, in the whole talk), and be on record.

    `unsure_at_most` counts messages with the buttons that ask whether it is an inquiry, a complaint or
    praise; `no_buttons` allows none. `alerted`: a message in the staff chat names a case of this customer.
    """

    replies: Span | None = None
    no_buttons: bool = False
    unsure_at_most: int | None = None
    buttons_any: Patterns = ()
    says_any: Patterns = ()
    says_all: Patterns = ()
    says_none: Patterns = ()
    language: Annotated[tuple[str, ...], BeforeValidator(_flat)] = ()
    thread_kept: int | None = None
    cases: ExpectedCases | None = None
    opted_out: bool | None = None
    order_number: str | None = UNSAID
    praise_credited: bool | None = None
    survey: ExpectedSurvey | None = None
    alerted: bool | None = None

    __pydantic_config__ = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Move:
    """What the customer does in one turn: one of the kinds of messages, or a tap on a button.

    `reply` is part of the bot's message that is replied to, or true for its last. `gap` is the pause in
    seconds between the lines of a burst, `after` the pause before the turn.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    say: str | None = None
    burst: tuple[str, ...] = ()
    gap: float | None = None
    sticker: str | None = None
    photo: bool = False
    voice: int | None = None
    album: int = 0
    caption: str | None = None
    caption_on: Literal["first", "last"] = "last"
    forward: str | None = None
    source: Annotated[Literal["channel", "user", "hidden"], Field(validation_alias="from")] = "channel"
    name: str = "Lou"
    edit: str | None = None
    reply: Literal[True] | str | None = None
    quote: str | None = None
    service: str | None = None
    content: dict[str, Any] = field(default_factory=dict)
    tap: str | None = None
    optional: bool = False
    thread: int | None = None
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A move and what has to follow it."""

    move: Move
    expected: Expected


def _in_two(turn: Any) -> Any:
    """Part the expectations of a turn from its move."""
    names = {each.name for each in fields(Expected)}
    return {
        "move": {name: value for name, value in turn.items() if name not in names},
        "expected": {name: value for name, value in turn.items() if name in names},
    }


@dataclass(frozen=True, slots=True)
class Setup:
    """What was before the talk: a case that `words` opened, perhaps settled, or a survey that is open."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    open_case: Literal["complaint", "inquiry"] | None = None
    settled_case: Literal["complaint", "inquiry"] | None = None
    words: str = "我要投诉，你们送来的蒸锅锅盖是裂的，太不像话了"
    survey: str | None = None
    hours_ago: float = 0.0


@dataclass(frozen=True, slots=True)
class TalkScript:
    """One customer's talk. `wait` is how many seconds pass before the end is checked."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    id: str
    about: str
    turns: tuple[Annotated[Turn, BeforeValidator(_in_two)], ...]
    language_code: str | None = None
    name: str = "Kim"
    thread: int | None = None
    setup: Setup = field(default_factory=Setup)
    end: Expected = field(default_factory=Expected)
    slow: bool = False
    wait: float = 0.0

    @property
    def kind(self) -> str:
        """The id up to the last dash."""
        return self.id.rpartition("-")[0]


def read_talks(folder: Path = FOLDER) -> tuple[TalkScript, ...]:
    """Read all talks of a folder.

    Raises:
        ValueError: a talk has a field that is not known, or two have one id.
    """
    talks = tuple(talk for file in sorted(folder.glob("*.yml")) for talk in _read_file(file))
    ids = [talk.id for talk in talks]
    if twice := {each for each in ids if ids.count(each) > 1}:
        raise ValueError(f"talks with one id: {sorted(twice)}")
    return talks


def _read_file(file: Path) -> Iterator[TalkScript]:
    adapter = TypeAdapter(TalkScript)
    for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
        yield adapter.validate_python(entry)
