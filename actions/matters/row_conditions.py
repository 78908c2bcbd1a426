"""Conditions of the table of decisions, where they need more than a line."""

from actions.matters.situation import Consent, Found, Heard, MatterState, Said, Situation
from nlu.contract.labels import Intent
from store.models.answers import ShowingOutcome
from store.models.cases import CaseKind
from store.models.conversations import Awaited, Mode

SMALL_WORDS = frozenset({Intent.GREET, Intent.THANKS, Intent.BYE, Intent.ACKNOWLEDGE})
ASIDE = SMALL_WORDS | {Intent.PRAISE, Intent.OUT_OF_SCOPE}
PLEASED = SMALL_WORDS | {Intent.PRAISE}
LAMENTS = frozenset({Intent.COMPLAINT, Intent.FOLLOW_UP})
ADDS = frozenset({Intent.COMPLAINT, Intent.INQUIRY, Intent.HUMAN, None})
# What "anyone there?" may be read as.
CALLS = frozenset({Intent.GREET, Intent.OUT_OF_SCOPE})
GRIEVED = frozenset({CaseKind.COMPLAINT, CaseKind.RECOVERY, CaseKind.HUMAN})
ANSWERS = frozenset({Found.ANSWER, Found.EXACT})
# What an entry answers that names the very question, however the model reads it.
EXACTLY = frozenset({Intent.INQUIRY, Intent.OUT_OF_SCOPE, None})
GOES_ON = EXACTLY | {Intent.FOLLOW_UP}
YES, NO = Consent.YES, Consent.NO
CONFIRMED = ShowingOutcome.CONFIRMED


def agrees(state: Situation, heard: Heard) -> bool:
    """Whether the words say yes to what was asked."""
    nods = heard.intent is Intent.ACKNOWLEDGE and not heard.tells_more
    return heard.consent is YES or (nods and heard.consent is not NO)


def tells_fact(heard: Heard) -> bool:
    """Whether words that ask for nothing say more than a nod: a reason, an amount, what was done."""
    return heard.intent is Intent.ACKNOWLEDGE and heard.tells_more and heard.consent is None


def seems_to_take_back(state: Situation, heard: Heard) -> bool:
    """Whether words that are not understood may take back the open matter; the customer is asked."""
    return heard.leans is Intent.WITHDRAW and _may_be_about_open(state, heard)


def seems_to_ask(state: Situation, heard: Heard) -> bool:
    """Whether words that are not understood may ask how the open matter stands."""
    return heard.leans is Intent.FOLLOW_UP and _may_be_about_open(state, heard)


def _may_be_about_open(state: Situation, heard: Heard) -> bool:
    is_open = state.newest is MatterState.OPEN and state.pointed is MatterState.NONE
    return heard.intent is None and is_open


def takes_back_calmly(state: Situation, heard: Heard) -> bool:
    """Whether an open matter is taken back in words that sound urgent, but name no danger to people."""
    is_open = state.pointed is MatterState.OPEN or (
        state.pointed is MatterState.NONE and state.newest is MatterState.OPEN
    )
    is_calm = heard.is_urgent and not heard.names_danger and state.mode is not Mode.STAFF
    return heard.intent is Intent.WITHDRAW and is_open and is_calm


def asks_calmly(state: Situation, heard: Heard) -> bool:
    """Whether words that sound urgent only ask how an open matter stands, and name no danger to people."""
    is_calm = heard.is_urgent and not heard.names_danger and state.mode is not Mode.STAFF
    is_open = state.newest is MatterState.OPEN and state.pointed in (MatterState.NONE, MatterState.OPEN)
    return heard.intent is Intent.FOLLOW_UP and is_open and is_calm


def presses_again(state: Situation, heard: Heard) -> bool:
    """Whether urgent words say that a closed matter is not solved, or is so again.

    Where they name a danger they must say so outright, since it may be a new one.
    """
    is_closed = state.pointed is MatterState.CLOSED or (
        state.pointed is MatterState.NONE and state.newest is MatterState.CLOSED
    )
    is_so_again = heard.is_unsolved or (heard.is_again and not heard.names_danger)
    return heard.is_urgent and is_closed and is_so_again and state.mode is not Mode.STAFF


def is_quiet(state: Situation, heard: Heard) -> bool:
    """Whether a line only goes on with the matter that was answered in this burst."""
    if Said.MATTER not in state.said or not state.open_here:
        return False
    if state.in_breath:
        return heard.intent in ADDS | {Intent.OUT_OF_SCOPE, Intent.FOLLOW_UP}
    return heard.intent is None or (heard.intent is Intent.COMPLAINT and bool(state.open_here & GRIEVED))


def answers_quiet_line(state: Situation, heard: Heard) -> bool:
    """Whether an entry surely answers a further line of a burst, in which nothing was complained about."""
    is_calm = not (state.open_here & GRIEVED or heard.is_mixed or Said.ANSWER in state.said)
    return is_calm and is_quiet(state, heard) and is_answered(state, heard)


def was_greeted(state: Situation, heard: Heard) -> bool:
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


def is_answered(state: Situation, heard: Heard) -> bool:
    """Whether an entry answers what is surely a question, and is sure to."""
    return heard.intent is Intent.INQUIRY and heard.found in ANSWERS


def may_be_answered(state: Situation, heard: Heard) -> bool:
    """Whether to ask which question it is: entries come close, or the model does not know what is wanted.

    Words that lean to praise or are small ask nothing; a line that goes on in a burst belongs to its case.
    """
    if heard.intent is Intent.INQUIRY:
        return heard.found is Found.CHOICE and not (Said.MATTER in state.said and state.open_here)
    if heard.leans in PLEASED:
        return False
    is_perhaps = heard.found is Found.CHOICE and heard.leans is Intent.INQUIRY and not state.open_here
    return heard.intent is None and (heard.found in ANSWERS or is_perhaps)


def goes_on_after_offer(state: Situation, heard: Heard) -> bool:
    """Whether a line goes on with the question for which entries were just offered.

    It is unclear, or is nearest to one of them. Any other question is answered for itself.
    """
    goes_on = state.in_breath and Said.OFFER in state.said and may_be_answered(state, heard)
    return goes_on and (heard.intent is None or heard.is_offered)


def was_asked(state: Situation, heard: Heard) -> bool:
    """Whether the customer was asked what it is about: a greeting asks that too."""
    return state.asked is Awaited.MATTER or bool(state.said & {Said.QUESTION, Said.GREETING})
