"""What a decision about a message rests on: the state of the talk, and what was read."""

from dataclasses import dataclass
from enum import StrEnum

from nlu.contract.labels import Intent
from store.models.answers import ShowingOutcome
from store.models.cases import CaseKind
from store.models.conversations import Awaited, Mode


class Said(StrEnum):
    """What the bot has said in the present burst of messages."""

    GREETING = "greeting"
    SMALL_TALK = "small_talk"
    THANKS = "thanks"
    QUESTION = "question"  # what it is about, in words
    BUTTONS = "buttons"  # … and with buttons
    MATTER = "matter"  # that a case was opened, added to, or how it stands
    ANSWER = "answer"  # what an entry says
    OFFER = "offer"  # which entries it may be


class MatterState(StrEnum):
    """How a case stands for the customer."""

    NONE = "none"
    UNKNOWN = "unknown"  # a number that is not one of this customer's cases, or too old
    OPEN = "open"
    CLOSED = "closed"  # settled or withdrawn within the time for reopening


class Pointing(StrEnum):
    """How a message points to a case."""

    NOT = "not"
    NUMBER = "number"
    REPLY = "reply"  # it replies to a message about the case, or quotes it


class Consent(StrEnum):
    """What short words say to a question that yes or no answers."""

    YES = "yes"
    NO = "no"


class Found(StrEnum):
    """What the business knows about a question."""

    NOTHING = "nothing"
    CHOICE = "choice"  # several entries may answer it
    ANSWER = "answer"
    EXACT = "exact"  # an answer, whose entry names this very question


@dataclass(frozen=True, slots=True)
class Situation:
    """The state of the talk when a message comes.

    `pointed` is how the case stands that the message points to, `newest` how the customer's newest matter
    stands, and `open_here` are the kinds of the open cases that this conversation is about. `said` is empty
    where the message begins a burst; `in_breath` says that it came right after the one before.
    """

    mode: Mode = Mode.BOT
    asked: Awaited | None = None
    pointed: MatterState = MatterState.NONE
    pointing: Pointing = Pointing.NOT
    newest: MatterState = MatterState.NONE
    open_here: frozenset[CaseKind] = frozenset()
    said: frozenset[Said] = frozenset()
    in_breath: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What was read from a message. `intent` is None where the model is not sure.

    `is_forwarded`: the words are those of others. `foreign`: they are in a language that Huifang does not
    speak. `is_unsolved`: they say outright that something is not solved. `is_again`: that it is still
    so, or is so again. `is_chasing`: they only ask where the answer stays. `leans`: what it would be if the
    model were sure.

    `found` is what answers it, and `is_repeated` says that the same was answered last; `goes_on`: they ask
    for another day what was answered. `verdict` is what they say of an answer, `choice` the number of the
    question that they choose, 0 for none. `has_number`: they name an order or booking; `is_number`: a number
    and hardly a word besides. `names_danger`: they name what people can come to harm by. `tells_more`: they
    are longer than a nod and begin with no yes. `is_offered`: what they are nearest to is offered already.
    """

    intent: Intent | None
    is_urgent: bool = False
    is_mixed: bool = False
    is_forwarded: bool = False
    is_foreign: bool = False
    is_unsolved: bool = False
    is_again: bool = False
    is_chasing: bool = False
    consent: Consent | None = None
    leans: Intent | None = None
    found: Found = Found.NOTHING
    is_repeated: bool = False
    goes_on: bool = False
    verdict: ShowingOutcome | None = None
    choice: int | None = None
    has_number: bool = False
    is_number: bool = False
    names_danger: bool = False
    tells_more: bool = False
    is_offered: bool = False
