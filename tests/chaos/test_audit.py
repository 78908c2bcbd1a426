"""The comparison finds what it is there to find."""

from dataclasses import replace

import pytest

from nlu.contract.labels import Intent
from store.models.cases import CaseKind, CaseStep
from store.models.queues import InboxStatus, OutboxAction, OutboxStatus
from tests.chaos.audit import Findings, audit
from tests.chaos.books import Books, Send
from tests.chaos.customers import Deed
from tests.chaos.script import Stroke

COMPLAINT = Stroke(1, 0.0, "en", Intent.COMPLAINT, ("It is broken",), None, 0)
OPENED = (5, CaseKind.COMPLAINT, CaseStep.OPENED)
GOOD = Books(
    inbox={(90, InboxStatus.DONE): 1},
    messages={5: 1},
    steps={OPENED: 1},
    sends={5: [Send(1, OutboxStatus.SENT, 700, "We are sorry")]},
    unknown={},
    alarms=frozenset(),
    invitations={},
    ratings={},
    reactions={},
)
CUT_OFF = replace(
    GOOD,
    sends={5: [Send(1, OutboxStatus.UNKNOWN, None, "We are sorry")]},
    unknown={1: OutboxAction.SEND},
    alarms=frozenset({"outbox:1"}),
)


def found(books: Books, delivered: tuple[int, ...] = (700,)) -> Findings:
    return audit([Deed(COMPLAINT, 5, texts=1)], {5: delivered}, [90], books, frozenset({"Later"}))


def test_one_message_with_one_effect_is_right() -> None:
    assert found(GOOD) == Findings((), (), ())


@pytest.mark.parametrize("delivered", [(), (700,)])
def test_unknown_send_may_have_arrived_or_not(delivered: tuple[int, ...]) -> None:
    assert found(CUT_OFF, delivered) == Findings((), (), (1,))


def test_unknown_send_that_staff_do_not_see_is_lost() -> None:
    assert found(replace(CUT_OFF, alarms=frozenset())).lost == ("unknown send 1 is not shown to staff",)


@pytest.mark.parametrize(
    "books",
    [
        replace(GOOD, inbox={(90, InboxStatus.NEW): 1}),
        replace(GOOD, messages={}),
        replace(GOOD, steps={}),
        replace(GOOD, sends={5: [Send(1, OutboxStatus.SENT, 700, "Later")]}),
        replace(GOOD, sends={5: [Send(1, OutboxStatus.SENT, 701, "We are sorry")]}),
    ],
)
def test_what_is_missing_is_lost(books: Books) -> None:
    assert len(found(books).lost) == 1


@pytest.mark.parametrize(
    "books",
    [
        replace(GOOD, inbox={**GOOD.inbox, (91, InboxStatus.DONE): 1}),
        replace(GOOD, messages={5: 2}),
        replace(GOOD, steps={OPENED: 2}),
    ],
)
def test_what_took_effect_twice_is_doubled(books: Books) -> None:
    assert (found(books).lost, len(found(books).doubled)) == ((), 1)


@pytest.mark.parametrize(
    ("books", "delivered"), [(GOOD, (700, 701)), (CUT_OFF, (700, 701)), (GOOD, (700, 700))]
)
def test_message_that_arrived_twice_is_doubled(books: Books, delivered: tuple[int, ...]) -> None:
    assert len(found(books, delivered).doubled) == 1


@pytest.mark.parametrize(
    ("texts", "reactions", "is_right"), [(3, 2, True), (3, 1, False), (3, 3, False), (1, 1, False)]
)
def test_reactions_acknowledge_the_further_lines_of_a_burst_once_each(
    texts: int, reactions: int, is_right: bool
) -> None:
    steps = {OPENED: 1, (5, CaseKind.COMPLAINT, CaseStep.MESSAGE): texts - 1}
    books = replace(GOOD, messages={5: texts}, steps=steps, reactions={5: reactions})
    findings = audit([Deed(COMPLAINT, 5, texts=texts)], {5: (700,)}, [90], books, frozenset({"Later"}))
    assert (findings == Findings((), (), ())) is is_right


def test_reactions_alone_answer_nothing() -> None:
    books = replace(GOOD, sends={}, reactions={5: 1})
    assert found(books, ()).lost == ("chat 5: no reply was written",)


@pytest.mark.parametrize(
    ("words", "replies", "is_right"),
    [("It works", 2, True), ("It works", 3, False), ("It is broken", 2, False)],
)
def test_edit_is_kept_and_confirmed_once(words: str, replies: int, *, is_right: bool) -> None:
    sends = [
        Send(number, OutboxStatus.SENT, 699 + number, "We are sorry") for number in range(1, replies + 1)
    ]
    books = replace(GOOD, sends={5: sends}, words={5: {words}})
    deed = Deed(COMPLAINT, 5, texts=1, edited="It works")
    arrived = {5: [send.message_id or 0 for send in sends]}
    findings = audit([deed], arrived, [90], books, frozenset({"Later"}))
    assert (findings == Findings((), (), ())) is is_right


@pytest.mark.parametrize(("replies", "is_right"), [(0, False), (1, True), (2, True), (3, False)])
def test_album_is_one_message_that_is_answered_once(replies: int, *, is_right: bool) -> None:
    sends = [
        Send(number, OutboxStatus.SENT, 699 + number, "We are sorry") for number in range(1, replies + 1)
    ]
    steps = {OPENED: 1, (5, CaseKind.COMPLAINT, CaseStep.MESSAGE): 2}
    books = replace(GOOD, messages={5: 3}, steps=steps, sends={5: sends})
    deed = Deed(replace(COMPLAINT, album=3), 5, texts=3)
    arrived = {5: [send.message_id or 0 for send in sends]}
    findings = audit([deed], arrived, [90], books, frozenset({"Later"}))
    assert (findings == Findings((), (), ())) is is_right
