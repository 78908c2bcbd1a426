"""What is done about a message: one table of states and actions. The first row that fits counts."""

from collections.abc import Callable
from dataclasses import dataclass

from actions.matters.action import Action
from actions.matters.row_conditions import (
    ADDS,
    ANSWERS,
    ASIDE,
    CALLS,
    CONFIRMED,
    EXACTLY,
    GOES_ON,
    LAMENTS,
    NO,
    SMALL_WORDS,
    agrees,
    answers_quiet_line,
    asks_calmly,
    goes_on_after_offer,
    is_answered,
    is_quiet,
    may_be_answered,
    presses_again,
    seems_to_ask,
    seems_to_take_back,
    takes_back_calmly,
    tells_fact,
    was_asked,
    was_greeted,
)
from actions.matters.situation import Found, Heard, MatterState, Pointing, Said, Situation
from nlu.contract.labels import Intent
from store.models.conversations import Awaited, Mode

Condition = Callable[[Situation, Heard], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: what the customer does and how the talk stands, and what follows."""

    about: str
    when: Condition
    action: Action


TABLE: tuple[Rule, ...] = (
    # What cannot wait, and what holds no matter who answers
    Rule("takes back what pressed, and no one is in danger", takes_back_calmly, Action.ASK_TO_WITHDRAW),
    Rule(
        "someone may be in danger, and staff are in the talk",
        lambda state, heard: heard.is_urgent and state.mode is Mode.STAFF,
        Action.ALERT_STAFF,
    ),
    Rule("asks what pressed, and no one is in danger", asks_calmly, Action.TELL_STATE),
    Rule("someone may be in danger, and a closed matter is so again", presses_again, Action.REOPEN_AT_ONCE),
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
            state.asked is Awaited.WITHDRAWAL and (agrees(state, heard) or heard.intent is Intent.WITHDRAW)
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
            and (agrees(state, heard) or heard.is_unsolved or heard.is_again or heard.intent in LAMENTS)
        ),
        Action.REOPEN,
    ),
    Rule(
        "does not want the case reopened",
        lambda state, heard: state.asked is Awaited.REOPENING and heard.consent is NO,
        Action.LEAVE_CLOSED,
    ),
    # What is said of an answer, or of the questions offered
    Rule(
        "says that the answer helped", lambda state, heard: heard.verdict is CONFIRMED, Action.CONFIRM_ANSWER
    ),
    Rule(
        "says that the answer did not help",
        lambda state, heard: heard.verdict is not None,
        Action.REFUSE_ANSWER,
    ),
    Rule(
        "chooses among the questions offered",
        lambda state, heard: heard.choice is not None,
        Action.CHOOSE_OFFERED,
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
        "adds to the case that it points to",
        lambda state, heard: (
            state.pointed is MatterState.OPEN
            and (
                (state.pointing is Pointing.REPLY and heard.intent not in SMALL_WORDS | {Intent.FOLLOW_UP})
                or tells_fact(heard)
            )
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
    # Questions that what was answered last, or the words of an entry, leave no doubt about
    Rule(
        "asks for another day what was answered",
        lambda state, heard: heard.goes_on and heard.intent in GOES_ON,
        Action.TELL_OTHER_DAY,
    ),
    Rule(
        "asks again in the burst what was answered",
        lambda state, heard: Said.ANSWER in state.said and heard.is_repeated and heard.intent in GOES_ON,
        Action.NOD,
    ),
    Rule(
        "asks in the words of an entry",
        lambda state, heard: heard.found is Found.EXACT and heard.intent in EXACTLY and not heard.is_mixed,
        Action.GIVE_ANSWER,
    ),
    Rule(
        "sends the number that an answer asked for",
        lambda state, heard: state.asked is Awaited.HELPED and heard.has_number and heard.intent in EXACTLY,
        Action.TAKE_NUMBER,
    ),
    # Asking where the answer stays, and further lines of a burst that was answered
    Rule(
        "asks where the answer stays",
        lambda state, heard: (
            heard.is_chasing
            and not heard.is_mixed
            and not state.in_breath
            and state.newest is MatterState.OPEN
            and (heard.intent in ADDS or (heard.intent in CALLS and bool(state.open_here)))
        ),
        Action.TELL_STATE,
    ),
    Rule(
        "sends a number and hardly a word besides",
        lambda state, heard: (
            heard.is_number
            and heard.intent in EXACTLY
            and bool(state.open_here)
            and not (state.in_breath and Said.MATTER in state.said)
        ),
        Action.ADD_UNREAD,
    ),
    Rule(
        "asks beside the question of the burst what an entry answers", answers_quiet_line, Action.GIVE_ANSWER
    ),
    Rule("goes on with the matter of the burst", is_quiet, Action.ADD_QUIETLY),
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
                or (heard.is_again and heard.intent is None and heard.leans in LAMENTS)
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
        "asks after a matter that is not there, and an entry answers",
        lambda state, heard: heard.intent is Intent.FOLLOW_UP and heard.found in ANSWERS,
        Action.GIVE_ANSWER,
    ),
    Rule(
        "asks after a matter that is not there, and entries come close",
        lambda state, heard: heard.intent is Intent.FOLLOW_UP and heard.found is Found.CHOICE,
        Action.OFFER_ANSWERS,
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
    Rule(
        "tells a fact beside an open matter",
        lambda state, heard: (
            tells_fact(heard) and bool(state.open_here) and state.pointed is MatterState.NONE
        ),
        Action.ADD_QUIETLY,
    ),
    Rule("nods", lambda state, heard: heard.intent is Intent.ACKNOWLEDGE, Action.NOD),
    Rule("says a small word in a burst that was answered", was_greeted, Action.NOD),
    Rule(
        "complains, and asks in the words of an entry",
        lambda state, heard: heard.intent is Intent.COMPLAINT and heard.found is Found.EXACT,
        Action.COMPLAIN_AND_ANSWER,
    ),
    Rule("asks what an entry answers", is_answered, Action.GIVE_ANSWER),
    Rule("goes on with what entries were offered for", goes_on_after_offer, Action.WAIT),
    Rule("asks what entries may answer", may_be_answered, Action.OFFER_ANSWERS),
    Rule("is understood", lambda state, heard: heard.intent is not None, Action.HANDLE),
    # What was not understood
    Rule("seems to take back the newest matter", seems_to_take_back, Action.ASK_TO_WITHDRAW),
    Rule("seems to ask how it stands", seems_to_ask, Action.TELL_STATE),
    Rule("adds to an open matter", lambda state, heard: bool(state.open_here), Action.ADD_UNREAD),
    Rule(
        "goes on before the question is read",
        lambda state, heard: Said.BUTTONS in state.said or (state.in_breath and bool(state.said)),
        Action.WAIT,
    ),
    Rule("is still unclear", was_asked, Action.ASK_WITH_BUTTONS),
    Rule("is unclear", lambda state, heard: True, Action.ASK_IN_WORDS),
)


def decide(state: Situation, heard: Heard) -> Action:
    """Return what is done about a message."""
    return rule_of(state, heard).action


def rule_of(state: Situation, heard: Heard) -> Rule:
    """Return the row of the table that fits."""
    return next(rule for rule in TABLE if rule.when(state, heard))
