"""Each row of the table is reached, and each state of the talk has one action for each thing that is heard."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.matters.action import Action
from actions.matters.decision import TABLE, decide, rule_of
from actions.matters.situation import Consent, Found, Heard, MatterState, Pointing, Said, Situation
from actions.matters.talk import ACTIONS
from nlu.contract.labels import Intent
from store.models.answers import ShowingOutcome
from store.models.cases import CaseKind
from store.models.conversations import Awaited, Mode

OPEN = Situation(newest=MatterState.OPEN, open_here=frozenset({CaseKind.COMPLAINT}))
CLOSED = Situation(newest=MatterState.CLOSED)
EMPTY = Situation()
STAFF = Situation(mode=Mode.STAFF, newest=MatterState.OPEN, open_here=frozenset({CaseKind.COMPLAINT}))
ANSWERED = Situation(
    newest=MatterState.OPEN, open_here=frozenset({CaseKind.COMPLAINT}), said=frozenset({Said.MATTER})
)
BREATH = Situation(
    newest=MatterState.OPEN,
    open_here=frozenset({CaseKind.INQUIRY}),
    said=frozenset({Said.MATTER}),
    in_breath=True,
)
ASKED = Situation(asked=Awaited.MATTER, said=frozenset({Said.QUESTION}))
OFFERED = Situation(said=frozenset({Said.OFFER}), in_breath=True)
GREETED = Situation(said=frozenset({Said.GREETING}), in_breath=True)
TO_WITHDRAW = Situation(asked=Awaited.WITHDRAWAL, newest=MatterState.OPEN)
HELPED = Situation(asked=Awaited.HELPED, said=frozenset({Said.ANSWER}))
CHOOSING = Situation(asked=Awaited.CHOICE, said=frozenset({Said.OFFER}))
TOLD = Situation(said=frozenset({Said.ANSWER}))
TO_REOPEN = Situation(asked=Awaited.REOPENING, newest=MatterState.CLOSED)


def at(standing: MatterState, pointing: Pointing) -> Situation:
    return Situation(pointed=standing, pointing=pointing, newest=standing)


ROWS = [
    ("someone may be in danger, and staff are in the talk", STAFF, Heard(None, is_urgent=True), Action.ALERT_STAFF),
    ("someone may be in danger", OPEN, Heard(Intent.INQUIRY, is_urgent=True), Action.HELP_AT_ONCE),
    ("takes back what pressed, and no one is in danger", OPEN, Heard(Intent.WITHDRAW, is_urgent=True), Action.ASK_TO_WITHDRAW),
    ("someone may be in danger", OPEN, Heard(Intent.WITHDRAW, is_urgent=True, names_danger=True), Action.HELP_AT_ONCE),
    ("someone may be in danger", EMPTY, Heard(Intent.WITHDRAW, is_urgent=True), Action.HELP_AT_ONCE),
    ("someone may be in danger, and staff are in the talk", STAFF, Heard(Intent.WITHDRAW, is_urgent=True), Action.ALERT_STAFF),
    ("someone may be in danger, and a closed matter is so again", CLOSED, Heard(Intent.COMPLAINT, is_urgent=True, is_again=True), Action.REOPEN_AT_ONCE),
    ("someone may be in danger, and a closed matter is so again", at(MatterState.CLOSED, Pointing.NUMBER), Heard(None, is_urgent=True, is_unsolved=True), Action.REOPEN_AT_ONCE),
    ("someone may be in danger", CLOSED, Heard(Intent.COMPLAINT, is_urgent=True), Action.HELP_AT_ONCE),
    ("someone may be in danger", CLOSED, Heard(Intent.COMPLAINT, is_urgent=True, is_again=True, names_danger=True), Action.HELP_AT_ONCE),
    ("asks what pressed, and no one is in danger", OPEN, Heard(Intent.FOLLOW_UP, is_urgent=True), Action.TELL_STATE),
    ("someone may be in danger", OPEN, Heard(Intent.FOLLOW_UP, is_urgent=True, names_danger=True), Action.HELP_AT_ONCE),
    ("someone may be in danger", OPEN, Heard(None, is_urgent=True, leans=Intent.FOLLOW_UP), Action.HELP_AT_ONCE),
    ("says that the closed matter is not solved", CLOSED, Heard(None, is_again=True, leans=Intent.COMPLAINT), Action.REOPEN),
    ("wants no more surveys", STAFF, Heard(Intent.OPT_OUT), Action.OPT_OUT),
    ("staff are in the talk", STAFF, Heard(Intent.COMPLAINT), Action.LEAVE_TO_STAFF),
    ("forwards something about an open matter", OPEN, Heard(Intent.PRAISE, is_forwarded=True), Action.ADD_UNREAD),
    ("forwards something", EMPTY, Heard(Intent.PRAISE, is_forwarded=True), Action.ASK_ABOUT_FORWARDED),
    ("writes in another language", EMPTY, Heard(None, is_foreign=True), Action.SEND_TO_PERSON),
    ("agrees that the case be closed", TO_WITHDRAW, Heard(Intent.ACKNOWLEDGE), Action.WITHDRAW),
    ("agrees that the case be closed", TO_WITHDRAW, Heard(None, consent=Consent.YES), Action.WITHDRAW),
    ("does not want the case closed", TO_WITHDRAW, Heard(None, consent=Consent.NO), Action.KEEP_OPEN),
    ("agrees that the case be reopened", TO_REOPEN, Heard(Intent.COMPLAINT), Action.REOPEN),
    ("does not want the case reopened", TO_REOPEN, Heard(Intent.ACKNOWLEDGE, consent=Consent.NO), Action.LEAVE_CLOSED),
    ("takes back a case that it points to", at(MatterState.OPEN, Pointing.NUMBER), Heard(Intent.WITHDRAW), Action.ASK_TO_WITHDRAW),
    ("takes back the newest matter", OPEN, Heard(Intent.WITHDRAW), Action.ASK_TO_WITHDRAW),
    ("takes back what is not open", CLOSED, Heard(Intent.WITHDRAW), Action.NOTHING_TO_WITHDRAW),
    ("names a case that is not there", at(MatterState.UNKNOWN, Pointing.NUMBER), Heard(Intent.COMPLAINT), Action.ASK_FOR_CASE),
    ("adds to the case that it points to", at(MatterState.OPEN, Pointing.REPLY), Heard(None), Action.ADD_TO_POINTED),
    ("adds to the case that it points to", at(MatterState.OPEN, Pointing.REPLY), Heard(Intent.PRAISE), Action.ADD_TO_POINTED),
    ("adds to the case that it points to", at(MatterState.OPEN, Pointing.REPLY), Heard(Intent.ACKNOWLEDGE, tells_more=True), Action.ADD_TO_POINTED),
    ("agrees that the case be closed", TO_WITHDRAW, Heard(Intent.ACKNOWLEDGE), Action.WITHDRAW),
    ("nods", TO_WITHDRAW, Heard(Intent.ACKNOWLEDGE, tells_more=True), Action.NOD),
    ("points to an open case", at(MatterState.OPEN, Pointing.REPLY), Heard(Intent.FOLLOW_UP), Action.TELL_STATE),
    ("points to an open case", at(MatterState.OPEN, Pointing.NUMBER), Heard(Intent.COMPLAINT), Action.TELL_STATE),
    ("says that the closed case it points to is not solved", at(MatterState.CLOSED, Pointing.NUMBER), Heard(Intent.COMPLAINT), Action.REOPEN),
    ("points to a closed case", at(MatterState.CLOSED, Pointing.NUMBER), Heard(Intent.INQUIRY), Action.OFFER_TO_REOPEN),
    ("asks where the answer stays", ANSWERED, Heard(Intent.COMPLAINT, is_chasing=True), Action.TELL_STATE),
    ("asks where the answer stays", OPEN, Heard(Intent.GREET, is_chasing=True), Action.TELL_STATE),
    ("is understood", replace(OPEN, open_here=frozenset()), Heard(Intent.GREET, is_chasing=True), Action.HANDLE),
    ("says that the closed matter is not solved", CLOSED, Heard(None, is_unsolved=True), Action.REOPEN),
    ("sends a number and hardly a word besides", OPEN, Heard(Intent.INQUIRY, is_number=True), Action.ADD_UNREAD),
    ("is understood", EMPTY, Heard(Intent.INQUIRY, is_number=True), Action.HANDLE),
    ("goes on with the matter of the burst", ANSWERED, Heard(Intent.COMPLAINT), Action.ADD_QUIETLY),
    ("goes on with the matter of the burst", BREATH, Heard(Intent.INQUIRY), Action.ADD_QUIETLY),
    ("goes on with the matter of the burst", BREATH, Heard(None, is_number=True), Action.ADD_QUIETLY),
    ("asks how it stands", ANSWERED, Heard(Intent.FOLLOW_UP), Action.TELL_STATE),
    ("says that the closed matter is not solved", CLOSED, Heard(Intent.COMPLAINT, is_unsolved=True), Action.REOPEN),
    ("asks after a closed matter", CLOSED, Heard(Intent.FOLLOW_UP), Action.OFFER_TO_REOPEN),
    ("asks after a closed matter", CLOSED, Heard(None, is_again=True), Action.OFFER_TO_REOPEN),
    ("asks after a matter that is not there", EMPTY, Heard(Intent.FOLLOW_UP), Action.ASK_FOR_MATTER),
    ("praises and complains at once", EMPTY, Heard(Intent.PRAISE, is_mixed=True), Action.THANK_AND_OPEN),
    ("says that the answer helped", HELPED, Heard(Intent.THANKS, verdict=ShowingOutcome.CONFIRMED), Action.CONFIRM_ANSWER),
    ("says that the answer did not help", HELPED, Heard(None, verdict=ShowingOutcome.UNCLEAR), Action.REFUSE_ANSWER),
    ("says that the answer did not help", HELPED, Heard(Intent.HUMAN, verdict=ShowingOutcome.PERSON), Action.REFUSE_ANSWER),
    ("chooses among the questions offered", CHOOSING, Heard(None, choice=2), Action.CHOOSE_OFFERED),
    ("asks for another day what was answered", OPEN, Heard(Intent.FOLLOW_UP, goes_on=True), Action.TELL_OTHER_DAY),
    ("asks for another day what was answered", EMPTY, Heard(None, goes_on=True, found=Found.CHOICE), Action.TELL_OTHER_DAY),
    ("asks again in the burst what was answered", TOLD, Heard(Intent.INQUIRY, found=Found.EXACT, is_repeated=True), Action.NOD),
    ("asks in the words of an entry", TOLD, Heard(Intent.INQUIRY, found=Found.EXACT), Action.GIVE_ANSWER),
    ("asks in the words of an entry", BREATH, Heard(Intent.INQUIRY, found=Found.EXACT), Action.GIVE_ANSWER),
    ("asks in the words of an entry", EMPTY, Heard(Intent.OUT_OF_SCOPE, found=Found.EXACT), Action.GIVE_ANSWER),
    ("asks in the words of an entry", CHOOSING, Heard(None, found=Found.EXACT), Action.GIVE_ANSWER),
    ("asks beside the question of the burst what an entry answers", BREATH, Heard(Intent.INQUIRY, found=Found.ANSWER), Action.GIVE_ANSWER),
    ("goes on with the matter of the burst", replace(BREATH, said=BREATH.said | {Said.ANSWER}), Heard(Intent.INQUIRY, found=Found.ANSWER), Action.ADD_QUIETLY),
    ("goes on with the matter of the burst", replace(ANSWERED, in_breath=True), Heard(Intent.INQUIRY, found=Found.ANSWER), Action.ADD_QUIETLY),
    ("asks how it stands", OPEN, Heard(Intent.FOLLOW_UP, found=Found.EXACT), Action.TELL_STATE),
    ("asks after a matter that is not there, and an entry answers", EMPTY, Heard(Intent.FOLLOW_UP, found=Found.ANSWER), Action.GIVE_ANSWER),
    ("asks after a matter that is not there, and entries come close", EMPTY, Heard(Intent.FOLLOW_UP, found=Found.CHOICE), Action.OFFER_ANSWERS),
    ("complains, and asks in the words of an entry", EMPTY, Heard(Intent.COMPLAINT, found=Found.EXACT), Action.COMPLAIN_AND_ANSWER),
    ("asks what an entry answers", OPEN, Heard(Intent.INQUIRY, found=Found.ANSWER), Action.GIVE_ANSWER),
    ("asks what entries may answer", OPEN, Heard(Intent.INQUIRY, found=Found.CHOICE), Action.OFFER_ANSWERS),
    ("goes on with what entries were offered for", OFFERED, Heard(None, leans=Intent.INQUIRY, found=Found.CHOICE), Action.WAIT),
    ("asks what entries may answer", OFFERED, Heard(Intent.INQUIRY, found=Found.CHOICE), Action.OFFER_ANSWERS),
    ("goes on with what entries were offered for", OFFERED, Heard(None, found=Found.ANSWER), Action.WAIT),
    ("asks what an entry answers", OFFERED, Heard(Intent.INQUIRY, found=Found.ANSWER), Action.GIVE_ANSWER),
    ("goes on with what entries were offered for", OFFERED, Heard(Intent.INQUIRY, found=Found.CHOICE, is_offered=True), Action.WAIT),
    ("asks what an entry answers", OFFERED, Heard(Intent.INQUIRY, found=Found.ANSWER, is_offered=True), Action.GIVE_ANSWER),
    ("asks what entries may answer", replace(OFFERED, in_breath=False), Heard(Intent.INQUIRY, found=Found.CHOICE, is_offered=True), Action.OFFER_ANSWERS),
    ("asks what entries may answer", replace(OFFERED, in_breath=False), Heard(Intent.INQUIRY, found=Found.CHOICE), Action.OFFER_ANSWERS),
    ("asks what entries may answer", OPEN, Heard(None, found=Found.ANSWER), Action.OFFER_ANSWERS),
    ("asks what entries may answer", EMPTY, Heard(None, leans=Intent.INQUIRY, found=Found.CHOICE), Action.OFFER_ANSWERS),
    ("adds to an open matter", OPEN, Heard(None, leans=Intent.INQUIRY, found=Found.CHOICE), Action.ADD_UNREAD),
    ("is understood", replace(BREATH, in_breath=False), Heard(Intent.INQUIRY, found=Found.CHOICE), Action.HANDLE),
    ("seems to take back the newest matter", OPEN, Heard(None, leans=Intent.WITHDRAW), Action.ASK_TO_WITHDRAW),
    ("seems to ask how it stands", OPEN, Heard(None, leans=Intent.FOLLOW_UP), Action.TELL_STATE),
    ("adds to an open matter", OPEN, Heard(None, leans=Intent.COMPLAINT), Action.ADD_UNREAD),
    ("goes on with the matter of the burst", BREATH, Heard(None, leans=Intent.WITHDRAW), Action.ADD_QUIETLY),
    ("is unclear", EMPTY, Heard(None, leans=Intent.PRAISE, found=Found.ANSWER), Action.ASK_IN_WORDS),
    ("sends the number that an answer asked for", HELPED, Heard(None, has_number=True), Action.TAKE_NUMBER),
    ("is understood", HELPED, Heard(Intent.COMPLAINT, has_number=True), Action.HANDLE),
    ("is unclear", EMPTY, Heard(None, has_number=True), Action.ASK_IN_WORDS),
    ("is understood", EMPTY, Heard(Intent.COMPLAINT, found=Found.ANSWER), Action.HANDLE),
    ("is understood", EMPTY, Heard(Intent.OUT_OF_SCOPE, found=Found.ANSWER), Action.HANDLE),
    ("staff are in the talk", STAFF, Heard(Intent.INQUIRY, found=Found.EXACT), Action.LEAVE_TO_STAFF),
    ("nods", OPEN, Heard(Intent.ACKNOWLEDGE), Action.NOD),
    ("tells a fact beside an open matter", OPEN, Heard(Intent.ACKNOWLEDGE, tells_more=True), Action.ADD_QUIETLY),
    ("nods", OPEN, Heard(Intent.ACKNOWLEDGE, tells_more=True, consent=Consent.YES), Action.NOD),
    ("nods", EMPTY, Heard(Intent.ACKNOWLEDGE, tells_more=True), Action.NOD),
    ("adds to the case that it points to", replace(OPEN, pointed=MatterState.OPEN, pointing=Pointing.NUMBER), Heard(Intent.ACKNOWLEDGE, tells_more=True), Action.ADD_TO_POINTED),
    ("nods", replace(OPEN, pointed=MatterState.CLOSED, pointing=Pointing.REPLY), Heard(Intent.ACKNOWLEDGE, tells_more=True), Action.NOD),
    ("says a small word in a burst that was answered", GREETED, Heard(Intent.GREET), Action.NOD),
    ("is understood", ANSWERED, Heard(Intent.INQUIRY), Action.HANDLE),
    ("is understood", replace(BREATH, in_breath=False), Heard(Intent.COMPLAINT), Action.HANDLE),
    ("is understood", CLOSED, Heard(Intent.COMPLAINT), Action.HANDLE),
    ("is understood", EMPTY, Heard(Intent.OUT_OF_SCOPE), Action.HANDLE),
    ("adds to an open matter", OPEN, Heard(None), Action.ADD_UNREAD),
    ("goes on before the question is read", GREETED, Heard(None), Action.WAIT),
    ("is still unclear", ASKED, Heard(None), Action.ASK_WITH_BUTTONS),
    ("is unclear", CLOSED, Heard(None), Action.ASK_IN_WORDS),
]  # fmt: skip


@pytest.mark.parametrize(("about", "state", "heard", "action"), ROWS, ids=[row[0] for row in ROWS])
def test_row_decides(about: str, state: Situation, heard: Heard, action: Action) -> None:
    rule = rule_of(state, heard)
    assert (rule.about, rule.action) == (about, action)


def test_every_row_is_tried() -> None:
    assert {about for about, *_ in ROWS} == {rule.about for rule in TABLE}


def test_every_action_is_carried_out_by_one_function() -> None:
    assert set(ACTIONS) == set(Action)


SITUATIONS = st.builds(
    Situation,
    mode=st.sampled_from(Mode),
    asked=st.none() | st.sampled_from(Awaited),
    pointed=st.sampled_from(MatterState),
    pointing=st.sampled_from(Pointing),
    newest=st.sampled_from(MatterState),
    open_here=st.frozensets(st.sampled_from(CaseKind)),
    said=st.frozensets(st.sampled_from(Said)),
    in_breath=st.booleans(),
)
HEARD = st.builds(
    Heard,
    intent=st.none() | st.sampled_from(Intent),
    is_urgent=st.booleans(),
    is_mixed=st.booleans(),
    is_forwarded=st.booleans(),
    names_danger=st.booleans(),
    is_foreign=st.booleans(),
    is_unsolved=st.booleans(),
    is_again=st.booleans(),
    is_chasing=st.booleans(),
    consent=st.none() | st.sampled_from(Consent),
)


# What is done about words that sound urgent, where they name no danger to people.
CALM = {Intent.WITHDRAW: {Action.ASK_TO_WITHDRAW}, Intent.FOLLOW_UP: {Action.TELL_STATE}}


@given(SITUATIONS, HEARD)
def test_every_combination_has_one_action_that_fits(state: Situation, heard: Heard) -> None:
    action = decide(state, heard)
    assert action in Action
    if heard.is_urgent:
        calm = set() if heard.names_danger or heard.intent is None else CALM.get(heard.intent, set())
        assert action in {Action.ALERT_STAFF, Action.HELP_AT_ONCE, Action.REOPEN_AT_ONCE} | calm
    if action is Action.HANDLE:
        assert heard.intent is not None
    if action is Action.ADD_QUIETLY:
        assert state.open_here


@pytest.mark.parametrize(("intent", "said"), list(product((None, *Intent), Said)))
def test_what_staff_answer_is_left_to_them(intent: Intent | None, said: Said) -> None:
    state = Situation(mode=Mode.STAFF, said=frozenset({said}))
    expected = Action.OPT_OUT if intent is Intent.OPT_OUT else Action.LEAVE_TO_STAFF
    assert decide(state, Heard(intent)) is expected
