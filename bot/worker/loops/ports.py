"""What the worker needs from other parts."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.showing.question_search import SearchedQuestion
from actions.quality.lesson_requests import Lesson, PastText, TrainingOutcome
from actions.staffroom.room.room_rights import GroupFacts
from actions.turn.incoming import Disposition, Incoming
from actions.turn.reading import Reading
from store.models.address import Address
from store.queues.inbox import InboxUpdate
from store.queues.outgoing import Outgoing

Desk = Callable[
    [AsyncSession, InboxUpdate, Incoming, Reading | None, datetime, SearchedQuestion], Awaitable[Disposition]
]
"""Gives an update its whole effect within a transaction: `actions.desk.front_desk.receive`."""


class Decoder(Protocol):
    """Knows the format of a channel."""

    def decode(self, update: Mapping[str, Any]) -> Incoming:
        """Return what a raw update says.

        Raises:
            ValueError: it can never be decoded; the message says why, without personal text.
        """
        ...


class Sender(Protocol):
    """Sends messages over a channel."""

    async def send(self, outgoing: Outgoing) -> int | None:
        """Send it, and return the channel's id of the new message; None if no message was made.

        Raises:
            SendError: see `actions.turn.send_outcomes`.
        """
        ...


class DamagedModel(Exception):
    """The content of a model is not what was trained."""


@dataclass(frozen=True, slots=True)
class SharedMark:
    """The model that this machine shared or took last, by its id in the database and the name of its file."""

    id: int
    name: str


class ModelShelf(Protocol):
    """The models of this machine."""

    def current(self) -> str | None:
        """Return the name of the model that is served; None without one that fits."""
        ...

    def fits(self, seal: str) -> bool:
        """Return whether a model with this seal can be served here."""
        ...

    def read(self, name: str) -> tuple[str, bytes]:
        """Return a model's seal and content."""
        ...

    def take(self, name: str, seal: str, content: bytes) -> None:
        """Add a model and make it the current one.

        Raises:
            DamagedModel: the content does not fit the seal; nothing is changed.
        """
        ...

    def mark(self) -> SharedMark | None:
        """Return what was shared or taken last; None if nothing was."""
        ...

    def set_mark(self, mark: SharedMark) -> None:
        """Remember what was shared or taken last."""
        ...


class TopicCalls(Protocol):
    """Makes and changes topics of groups, and tells what the bot may do there.

    Its methods raise `SendError`, as a sender does.
    """

    async def examine(self, group: Address) -> GroupFacts:
        """Return what the group is and what the bot may do; a group that is out of reach has no rights."""
        ...

    async def create_topic(self, group: Address, title: str, colour: int) -> int:
        """Make a topic and return its number."""
        ...

    async def rename_topic(self, group: Address, thread: int, title: str) -> None:
        """Give a topic another title."""
        ...

    async def reopen_topic(self, group: Address, thread: int) -> None:
        """Open a closed topic again."""
        ...


BeginSends = Callable[[AsyncSession, datetime], Awaitable[Callable[[], None]]]
"""Begins to send messages in the transaction that wrote them; what it returns is called after the commit."""


class LearnedWords(Protocol):
    """The files of messages that staff have labelled."""

    def keep(self, texts: Collection[str]) -> bool:
        """Remove every other message; False, with nothing done, while a model is trained."""
        ...


class ModelTrainer(Protocol):
    """Trains models and exchanges the current one."""

    async def learn(
        self, lessons: Sequence[Lesson], past: Sequence[PastText] = (), *, only_try: bool = False
    ) -> TrainingOutcome:
        """Train a candidate and promote it unless it is worse, or is only tried.

        The report tells which of the past texts it reads otherwise.

        Raises:
            LearningFailed: there is no candidate; the running model stays.
        """
        ...

    async def restore(self, model: str | None) -> TrainingOutcome:
        """Make an older model current again, by name or the one before.

        Raises:
            LearningFailed: there is no such model, or it cannot be trusted.
        """
        ...
