"""The cases that a message may be about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from actions.cases.kept_case import kept_of
from actions.cases.opening import case_reference
from actions.cases.recent_cases import recent_cases
from actions.matters.situation import MatterState, Pointing
from actions.turn.references import find_case_numbers
from actions.turn.turn import Turn
from store.models.cases import OPEN_STATUSES, Case, CaseKind
from store.models.conversations import Direction, Message


@dataclass(frozen=True, slots=True)
class Matters:
    """The customer's cases that are open or may be reopened, newest first.

    `pointed` is the one that the message points to; `names` are the numbers in it.
    """

    cases: tuple[Case, ...] = ()
    here: tuple[Case, ...] = ()
    names: tuple[str, ...] = ()
    pointed: Case | None = None
    pointing: Pointing = Pointing.NOT

    @property
    def open(self) -> Case | None:
        """The case that an unnamed question is about: what was last spoken of, or the newest open one."""
        return next(iter(self.here), None) or _first_open(self.cases)

    @property
    def closed(self) -> Case | None:
        """The newest case that may be reopened."""
        return next((case for case in self.cases if case.status not in OPEN_STATUSES), None)

    @property
    def pointed_standing(self) -> MatterState:
        """How the case stands that the message points to."""
        if self.pointed is None:
            return MatterState.UNKNOWN if self.pointing is Pointing.NUMBER else MatterState.NONE
        return MatterState.OPEN if self.pointed.status in OPEN_STATUSES else MatterState.CLOSED

    @property
    def newest_standing(self) -> MatterState:
        """How the newest matter stands."""
        if self.open is not None:
            return MatterState.OPEN
        return MatterState.NONE if self.closed is None else MatterState.CLOSED

    @property
    def kinds_here(self) -> frozenset[CaseKind]:
        """The kinds of the open cases that the conversation is about."""
        return frozenset(case.kind for case in self.here)


async def look_up(turn: Turn, message: Message) -> Matters:
    """Return the cases that a message may be about."""
    cases = tuple(await recent_cases(turn))
    names, pointing = find_case_numbers(message.text or ""), Pointing.NUMBER
    if not names:
        names, pointing = await _replied_to(turn, message), Pointing.REPLY
    pointed = next((case for case in cases if case_reference(case) in names), None)
    if pointed is None and names:
        pointed = await _merged(turn, cases, names)
    is_pointing = bool(names) and (pointed is not None or pointing is Pointing.NUMBER)
    return Matters(
        cases, tuple(_here(turn, cases)), names, pointed, pointing if is_pointing else Pointing.NOT
    )


async def _merged(turn: Turn, cases: Sequence[Case], names: Sequence[str]) -> Case | None:
    """Return the case that the one of these numbers went into."""
    kept = await kept_of(turn.session, turn.customer.id, names)
    return next((case for case in cases if case.id == kept), None)


def _here(turn: Turn, cases: Sequence[Case]) -> Iterable[Case]:
    """The open cases of this conversation, the one that was last spoken of first."""
    talk = turn.conversation
    mine = [
        case
        for case in cases
        if case.status in OPEN_STATUSES and (case.conversation_id == talk.id or case.id == talk.matter_id)
    ]
    return sorted(mine, key=lambda case: case.id != talk.matter_id)


def _first_open(cases: Sequence[Case]) -> Case | None:
    return next((case for case in cases if case.status in OPEN_STATUSES), None)


async def _replied_to(turn: Turn, message: Message) -> tuple[str, ...]:
    """The case numbers in the message that this one replies to, or in what it quotes."""
    if message.reply_to is None:
        return ()
    text = await turn.session.scalar(
        select(Message.text).where(
            Message.address == turn.address,
            Message.telegram_message_id == message.reply_to,
            Message.direction == Direction.OUT,
        )
    )
    return find_case_numbers(f"{text or ''} {message.quoted or ''}")
