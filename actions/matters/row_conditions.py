"""Conditions of the table of decisions, where they need more than a line."""

from actions.matters.situation import Consent, Found, Heard, Said, Situation
from nlu.contract.labels import Intent
from store.models.answers import ShowingOutcome
from store.models.cases import CaseKind
from store.models.conversations import Awaited

SMALL_WORDS = frozenset({Intent.GREET, Intent.THANKS, Intent.BYE, Intent.ACKNOWLEDGE})
ASIDE = SMALL_WORDS | {Intent.PRAISE, Intent.OUT_OF_SCOPE}
PLEASED = SMALL_WORDS | {Intent.PRAISE}
LAMENTS = frozenset({Intent.COMPLAINT, Intent.FOLLOW_UP})
ADDS = frozenset({Intent.COMPLAINT, Intent.INQUIRY, Intent.HUMAN, None})
GRIEVED = frozenset({CaseKind.COMPLAINT, CaseKind.RECOVERY, CaseKind.HUMAN})
ANSWERS = frozenset({Found.ANSWER, Found.EXACT})
# What an entry answers that names the very question, however the model reads it.
EXACTLY = frozenset({Intent.INQUIRY, Intent.OUT_OF_SCOPE, None})
GOES_ON = EXACTLY | {Intent.FOLLOW_UP}
YES, NO = Consent.YES, Consent.NO
CONFIRMED = ShowingOutcome.CONFIRMED


def agrees(state: Situation, heard: Heard) -> bool:
    """Whether the words say yes to what was asked."""
    return heard.consent is YES or (heard.intent is Intent.ACKNOWLEDGE and heard.consent is not NO)


def is_quiet(state: Situation, heard: Heard) -> bool:
    """Whether a line only goes on with the matter that was answered in this burst."""
    if Said.MATTER not in state.said or not state.open_here:
        return False
    if state.in_breath:
        return heard.intent in ADDS | {Intent.OUT_OF_SCOPE, Intent.FOLLOW_UP}
    return heard.intent is None or (heard.intent is Intent.COMPLAINT and bool(state.open_here & GRIEVED))


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


def was_asked(state: Situation, heard: Heard) -> bool:
    """Whether the customer was asked what it is about: a greeting asks that too."""
    return state.asked is Awaited.MATTER or bool(state.said & {Said.QUESTION, Said.GREETING})
