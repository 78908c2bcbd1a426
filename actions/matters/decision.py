"""What is done about a message: one table of states and actions. The first row that fits counts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from actions.matters.situation import Consent, Heard, MatterState, Pointing, Said, Situation
from nlu.contract.labels import Intent
from store.models.cases import CaseKind
from store.models.conversations import Awaited, Mode


class Action(StrEnum):
    """What is done about a message."""

    ALERT_STAFF = "alert_staff"  # an urgent case; the person in the talk answers
    HELP_AT_ONCE = "help_at_once"  # an urgent case, and what to do until someone comes
    OPT_OUT = "opt_out"
    LEAVE_TO_STAFF = "leave_to_staff"
    SEND_TO_PERSON = "send_to_person"  # in a language that Huifang does not speak
    ASK_ABOUT_FORWARDED = "ask_about_forwarded"
    WITHDRAW = "withdraw"
    KEEP_OPEN = "keep_open"
    ASK_TO_WITHDRAW = "ask_to_withdraw"
    NOTHING_TO_WITHDRAW = "nothing_to_withdraw"
    REOPEN = "reopen"
    LEAVE_CLOSED = "leave_closed"
    OFFER_TO_REOPEN = "offer_to_reopen"
    TELL_STATE = "tell_state"
    ASK_FOR_MATTER = "ask_for_matter"  # asked after something that is not there
    ASK_FOR_CASE = "ask_for_case"  # named a case that is not there
    ADD_TO_POINTED = "add_to_pointed"
    ADD_UNREAD = "add_unread"  # to the open matter, with a receipt
    ADD_QUIETLY = "add_quietly"
    THANK_AND_OPEN = "thank_and_open"
    HANDLE = "handle"  # as its intent says
    NOD = "nod"  # a reaction at most
    WAIT = "wait"  # for what follows
    ASK_IN_WORDS = "ask_in_words"
    ASK_WITH_BUTTONS = "ask_with_buttons"


Condition = Callable[[Situation, Heard], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: what the customer does and how the talk stands, and what follows."""

    about: str
    when: Condition
    action: Action


SMALL_WORDS = frozenset({Intent.GREET, Intent.THANKS, Intent.BYE, Intent.ACKNOWLEDGE})
ASIDE = SMALL_WORDS | {Intent.PRAISE, Intent.OUT_OF_SCOPE}
LAMENTS = frozenset({Intent.COMPLAINT, Intent.FOLLOW_UP})
ADDS = frozenset({Intent.COMPLAINT, Intent.INQUIRY, Intent.HUMAN, None})
GRIEVED = frozenset({CaseKind.COMPLAINT, CaseKind.RECOVERY, CaseKind.HUMAN})
YES, NO = Consent.YES, Consent.NO


def _agrees(state: Situation, heard: Heard) -> bool:
    return heard.consent is YES or (heard.intent is Intent.ACKNOWLEDGE and heard.consent is not NO)


def _is_quiet(state: Situation, heard: Heard) -> bool:
    """Whether a line only goes on with the matter that was answered in this burst."""
    if Said.MATTER not in state.said or not state.open_here:
        return False
    if state.in_breath:
        return heard.intent in ADDS | {Intent.OUT_OF_SCOPE, Intent.FOLLOW_UP}
    return heard.intent is None or (heard.intent is Intent.COMPLAINT and bool(state.open_here & GRIEVED))


def _was_greeted(state: Situation, heard: Heard) -> bool:
    """Whether a small word needs no words, since the burst was answered."""
    match heard.intent:
        case Intent.GREET:
            return bool(state.said)
        case Intent.THANKS | Intent.BYE | Intent.PRAISE:
            return (state.in_breath and bool(state.said)) or Said.THANKS in state.said
        case Intent.OUT_OF_SCOPE:
            return state.in_breath and bool(state.said)
        case _:
            return False


def _was_asked(state: Situation, heard: Heard) -> bool:
    """Whether the customer was asked what it is about: a greeting asks that too."""
    return state.asked is Awaited.MATTER or bool(state.said & {Said.QUESTION, Said.GREETING})


TABLE: tuple[Rule, ...] = (
    # What cannot wait, and what holds no matter who answers
    Rule(
        "someone may be in danger, and staff are in the talk",
        lambda state, heard: heard.is_urgent and state.mode is Mode.STAFF,
        Action.ALERT_STAFF,
    ),
    Rule("someone may be in danger", lambda state, heard: heard.is_urgent, Action.HELP_AT_ONCE),
    Rule("wants no more surveys", lambda state, heard: heard.intent is Intent.OPT_OUT, Action.OPT_OUT),
    Rule("staff are in the talk", lambda state, heard: state.mode is Mode.STAFF, Action.LEAVE_TO_STAFF),
    # Words that are not the customer's, or not in our languages
    Rule(
        "forwards something about an open matter",
        lambda state, heard: heard.is_forwarded and bool(state.open_here),
        Action.ADD_UNREAD,
    ),
    Rule("forwards something", lambda state, heard: heard.is_forwarded, Action.ASK_ABOUT_FORWARDED),
    Rule("writes in another language", lambda state, heard: heard.is_foreign, Action.SEND_TO_PERSON),
    # Answers to a question that yes or no answers
    Rule(
        "agrees that the case be closed",
        lambda state, heard: (
            state.asked is Awaited.WITHDRAWAL and (_agrees(state, heard) or heard.intent is Intent.WITHDRAW)
        ),
        Action.WITHDRAW,
    ),
    Rule(
        "does not want the case closed",
        lambda state, heard: state.asked is Awaited.WITHDRAWAL and heard.consent is NO,
        Action.KEEP_OPEN,
    ),
    Rule(
        "agrees that the case be reopened",
        lambda state, heard: (
            state.asked is Awaited.REOPENING
            and (_agrees(state, heard) or heard.is_unsolved or heard.is_again or heard.intent in LAMENTS)
        ),
        Action.REOPEN,
    ),
    Rule(
        "does not want the case reopened",
        lambda state, heard: state.asked is Awaited.REOPENING and heard.consent is NO,
        Action.LEAVE_CLOSED,
    ),
    # Taking it back
    Rule(
        "takes back a case that it points to",
        lambda state, heard: heard.intent is Intent.WITHDRAW and state.pointed is MatterState.OPEN,
        Action.ASK_TO_WITHDRAW,
    ),
    Rule(
        "takes back the newest matter",
        lambda state, heard: (
            heard.intent is Intent.WITHDRAW
            and state.pointed is MatterState.NONE
            and state.newest is MatterState.OPEN
        ),
        Action.ASK_TO_WITHDRAW,
    ),
    Rule(
        "takes back what is not open",
        lambda state, heard: heard.intent is Intent.WITHDRAW,
        Action.NOTHING_TO_WITHDRAW,
    ),
    # A case that the message points to
    Rule(
        "names a case that is not there",
        lambda state, heard: state.pointed is MatterState.UNKNOWN,
        Action.ASK_FOR_CASE,
    ),
    Rule(
        "adds to the case of the message that it replies to",
        lambda state, heard: (
            state.pointed is MatterState.OPEN
            and state.pointing is Pointing.REPLY
            and heard.intent not in SMALL_WORDS | {Intent.FOLLOW_UP}
        ),
        Action.ADD_TO_POINTED,
    ),
    Rule(
        "points to an open case",
        lambda state, heard: state.pointed is MatterState.OPEN and heard.intent not in ASIDE,
        Action.TELL_STATE,
    ),
    Rule(
        "says that the closed case it points to is not solved",
        lambda state, heard: (
            state.pointed is MatterState.CLOSED and (heard.is_unsolved or heard.intent is Intent.COMPLAINT)
        ),
        Action.REOPEN,
    ),
    Rule(
        "points to a closed case",
        lambda state, heard: state.pointed is MatterState.CLOSED and heard.intent not in ASIDE,
        Action.OFFER_TO_REOPEN,
    ),
    # Asking where the answer stays, and further lines of a burst that was answered
    Rule(
        "asks where the answer stays",
        lambda state, heard: (
            heard.is_chasing
            and not heard.is_mixed
            and not state.in_breath
            and heard.intent in ADDS
            and state.newest is MatterState.OPEN
        ),
        Action.TELL_STATE,
    ),
    Rule("goes on with the matter of the burst", _is_quiet, Action.ADD_QUIETLY),
    # Asking after a matter without pointing to it
    Rule(
        "asks how it stands",
        lambda state, heard: heard.intent is Intent.FOLLOW_UP and state.newest is MatterState.OPEN,
        Action.TELL_STATE,
    ),
    Rule(
        "says that the closed matter is not solved",
        lambda state, heard: (
            state.newest is MatterState.CLOSED
            and (
                (heard.intent in LAMENTS and (heard.is_unsolved or heard.is_again))
                or (heard.is_unsolved and heard.intent in (Intent.INQUIRY, None))
            )
        ),
        Action.REOPEN,
    ),
    Rule(
        "asks after a closed matter",
        lambda state, heard: (
            state.newest is MatterState.CLOSED
            and (
                heard.intent is Intent.FOLLOW_UP
                or (heard.is_again and heard.intent in (Intent.INQUIRY, None))
            )
        ),
        Action.OFFER_TO_REOPEN,
    ),
    Rule(
        "asks after a matter that is not there",
        lambda state, heard: heard.intent is Intent.FOLLOW_UP,
        Action.ASK_FOR_MATTER,
    ),
    # Everything else that was understood
    Rule(
        "praises and complains at once",
        lambda state, heard: heard.is_mixed and heard.intent in (Intent.PRAISE, Intent.COMPLAINT, None),
        Action.THANK_AND_OPEN,
    ),
    Rule("nods", lambda state, heard: heard.intent is Intent.ACKNOWLEDGE, Action.NOD),
    Rule("says a small word in a burst that was answered", _was_greeted, Action.NOD),
    Rule("is understood", lambda state, heard: heard.intent is not None, Action.HANDLE),
    # What was not understood
    Rule("adds to an open matter", lambda state, heard: bool(state.open_here), Action.ADD_UNREAD),
    Rule(
        "goes on before the question is read",
        lambda state, heard: Said.BUTTONS in state.said or (state.in_breath and bool(state.said)),
        Action.WAIT,
    ),
    Rule("is still unclear", _was_asked, Action.ASK_WITH_BUTTONS),
    Rule("is unclear", lambda state, heard: True, Action.ASK_IN_WORDS),
)


def decide(state: Situation, heard: Heard) -> Action:
    """Return what is done about a message."""
    return rule_of(state, heard).action


def rule_of(state: Situation, heard: Heard) -> Rule:
    """Return the row of the table that fits."""
    return next(rule for rule in TABLE if rule.when(state, heard))
