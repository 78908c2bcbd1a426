"""The comparison of a staff room finds what it is there to find."""

from dataclasses import replace

import pytest

from store.models.cases import CaseKind, CaseStep
from store.models.queues import OutboxAction, OutboxStatus
from tests.chaos.arrivals import Pair
from tests.chaos.books import Books, Send
from tests.chaos.chats import ShownLine
from tests.chaos.staff_group import Visit
from tests.chaos.topic_audit import RoomTalk, compare_topics

GROUP, MOVED, CUSTOMER, TOPIC, DELETED = -7, -8, 5, 70, 69
VISIT = Visit(CUSTOMER, ["[1-0]", "[1-1]"], {"(1-0)": "Tomorrow. (1-0)"})
JOINED = ShownLine(GROUP, TOPIC, "A person, please [1-0]\nIt is torn [1-1]")
ANSWER = ShownLine(CUSTOMER, None, "Tomorrow. (1-0)")
BOOKS = Books(
    inbox={},
    messages={CUSTOMER: 2},
    steps={(CUSTOMER, CaseKind.HUMAN, CaseStep.OPENED): 1},
    sends={
        GROUP: [Send(1, OutboxStatus.SENT, 700, JOINED.text)],
        CUSTOMER: [Send(2, OutboxStatus.SENT, 800, ANSWER.text)],
    },
    unknown={},
    alarms=frozenset(),
    invitations={},
    ratings={},
    reactions={},
    topics={CUSTOMER: [(GROUP, TOPIC)]},
)
TORN = replace(
    BOOKS,
    sends={**BOOKS.sends, GROUP: [Send(1, OutboxStatus.UNKNOWN, None, JOINED.text)]},
    unknown={1: OutboxAction.SEND},
    unknown_words={GROUP: [JOINED.text]},
)
DELIVERED = {GROUP: [700], CUSTOMER: [800]}


def wrong(
    books: Books = BOOKS,
    lines: tuple[ShownLine, ...] = (JOINED, ANSWER),
    delivered: dict[int, list[int]] = DELIVERED,
    visit: Visit = VISIT,
) -> list[Pair]:
    """What is not as it should be."""
    found = compare_topics(RoomTalk((GROUP, MOVED), [visit], lines), delivered, books)
    return [pair for pair in found if pair[1] != 0]


def test_joined_texts_and_their_answer_are_right() -> None:
    assert wrong() == []


def test_unknown_send_may_have_arrived_or_not() -> None:
    assert wrong(TORN) == []
    assert wrong(TORN, (ANSWER,), {**DELIVERED, GROUP: []}) == []


def test_text_that_is_in_no_topic_is_lost() -> None:
    assert wrong(lines=(replace(JOINED, text="It is torn [1-1]"), ANSWER)) == [
        ("text [1-0] is in its topic 0 times", -1)
    ]


def test_text_that_is_in_its_topic_twice_is_doubled() -> None:
    again = replace(JOINED, text="It is torn [1-1]")
    assert wrong(lines=(JOINED, again, ANSWER)) == [("text [1-1] is in its topic 2 times", 1)]


@pytest.mark.parametrize("place", [(GROUP, None), (GROUP, 71), (6, None)])
def test_text_elsewhere_is_found(place: tuple[int, int | None]) -> None:
    elsewhere = ShownLine(*place, "It is torn [1-1]")
    assert wrong(lines=(JOINED, elsewhere, ANSWER)) == [("text [1-1] is elsewhere 1 times", 1)]


@pytest.mark.parametrize(("lines", "difference"), [((JOINED,), -1), ((JOINED, ANSWER, ANSWER), 1)])
def test_answer_is_with_its_customer_once(lines: tuple[ShownLine, ...], difference: int) -> None:
    assert [pair[1] for pair in wrong(lines=lines)] == [difference]


def test_edit_that_has_not_arrived_is_lost_unless_it_is_unknown() -> None:
    edited = Visit(CUSTOMER, VISIT.texts, {"(1-0)": "On Friday. (1-0)"})
    assert wrong(visit=edited) == [("answer (1-0): its edit has not arrived", -1)]
    for words in ("On Friday. (1-0)", ANSWER.text):
        assert wrong(replace(BOOKS, unknown_words={CUSTOMER: [words]}), visit=edited) == []


@pytest.mark.parametrize(
    ("kinds", "difference"),
    [([CaseKind.COMPLAINT], None), ([], -1), ([CaseKind.HUMAN, CaseKind.COMPLAINT], 1)],
)
def test_customer_has_one_case_of_any_kind(kinds: list[CaseKind], difference: int | None) -> None:
    steps = {(CUSTOMER, kind, CaseStep.OPENED): 1 for kind in kinds}
    found = [pair[1] for pair in wrong(replace(BOOKS, steps=steps))]
    assert found == ([] if difference is None else [difference])


def test_customer_has_one_topic() -> None:
    assert wrong(replace(BOOKS, topics={}), (ANSWER,))[0] == ("chat 5: 0 topics", -1)
    assert wrong(replace(BOOKS, topics={CUSTOMER: [(GROUP, TOPIC), (GROUP, 71)]})) == [
        ("chat 5: 2 topics", 1)
    ]


def test_text_may_be_in_a_topic_that_was_deleted_or_whose_group_moved() -> None:
    torn = replace(JOINED, chat=MOVED, text="It is torn [1-1]")
    asked = replace(JOINED, topic=DELETED, text="A person, please [1-0]")
    books = replace(
        BOOKS,
        topics={CUSTOMER: [(MOVED, TOPIC)]},
        former={CUSTOMER: [(GROUP, DELETED), (GROUP, TOPIC)]},
    )
    assert wrong(books, (asked, torn, ANSWER)) == []
    again = replace(asked, topic=TOPIC)
    assert wrong(books, (asked, torn, again, ANSWER)) == [("text [1-0] is in its topic 2 times", 1)]


def test_topic_of_the_same_number_in_another_group_is_elsewhere() -> None:
    books = replace(BOOKS, topics={CUSTOMER: [(MOVED, 12)]}, former={CUSTOMER: [(GROUP, TOPIC)]})
    torn = replace(JOINED, chat=MOVED, text="It is torn [1-1]")
    asked = replace(JOINED, text="A person, please [1-0]")
    assert wrong(books, (asked, torn, ANSWER)) == [
        ("text [1-1] is in its topic 0 times", -1),
        ("text [1-1] is elsewhere 1 times", 1),
    ]


def test_what_a_topic_refused_is_looked_for_by_its_texts() -> None:
    refused = [Send(3, OutboxStatus.FAILED, None, JOINED.text), *BOOKS.sends[GROUP]]
    assert wrong(replace(BOOKS, sends={**BOOKS.sends, GROUP: refused})) == []


@pytest.mark.parametrize(("words", "found"), [("It is torn", []), ("It is whole", [-1])])
def test_edit_of_a_customer_is_in_the_topic(words: str, found: list[int]) -> None:
    edited = replace(VISIT, edits={"[1-1]": f"{words} [1-1]"})
    assert [pair[1] for pair in wrong(visit=edited)] == found


@pytest.mark.parametrize("delivered", [[700, 701], [700, 700], []])
def test_messages_of_the_group_agree_with_its_sends(delivered: list[int]) -> None:
    assert len(wrong(delivered={**DELIVERED, GROUP: delivered})) == 1
