"""A turn of the talk: the message, what was read of it, and what it may be about."""

from dataclasses import dataclass

from actions.answers.finding.candidates import NOTHING_FOUND, Candidate, Finding
from actions.matters.lookup import Matters
from actions.matters.recalled import NOTHING_RECALLED, RecalledAnswer
from actions.matters.situation import Heard
from actions.turn.turn import Turn
from store.models.cases import Case
from store.models.conversations import Message


@dataclass(frozen=True, slots=True)
class TalkTurn:
    """All that an action is given.

    `found` is what may be said in answer, at the `outlet` where the customer was served; `recalled` is what
    was shown before.
    """

    turn: Turn
    message: Message
    heard: Heard
    matters: Matters
    found: Finding = NOTHING_FOUND
    outlet: str | None = None
    recalled: RecalledAnswer = NOTHING_RECALLED

    @property
    def matter(self) -> Case:
        """Return the open case that the message is about.

        Raises:
            LookupError: there is none; the table decides for such an action only where there is one.
        """
        return found_case(self.matters.pointed or self.matters.open)

    @property
    def answer(self) -> Candidate:
        """Return the entry that answers the question.

        Raises:
            LookupError: there is none; the table decides for such an action only where there is one.
        """
        best = self.found.best
        if best is None:
            raise LookupError("no answer")
        return best

    @property
    def here(self) -> Case | None:
        """Return the open case that this conversation was last about."""
        return next(iter(self.matters.here), None)

    @property
    def asked_about(self) -> Case:
        """Return the case that the last question was about.

        Raises:
            LookupError: it is gone.
        """
        wanted = self.turn.conversation.awaited_for
        return found_case(next((case for case in self.matters.cases if case.id == wanted), None))


def found_case(case: Case | None) -> Case:
    """Return a case that must be there.

    Raises:
        LookupError: it is not.
    """
    if case is None:
        raise LookupError("no case")
    return case
