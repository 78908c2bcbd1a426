"""Titles and cards of topics."""

from actions.staffroom.topics.topic_title import CALM, URGENT, card_text, topic_colour, topic_title
from nlu.contract.labels import Language
from store.models.cases import CaseKind, CaseStatus
from store.queries.staffroom.customer_card import CaseLine, TopicHead

OPEN = CaseLine("HF-000002", CaseKind.HUMAN, CaseStatus.WAITING, is_urgent=False)
OLD = CaseLine("HF-000001", CaseKind.COMPLAINT, CaseStatus.SETTLED, is_urgent=True)
HEAD = TopicHead(7, "李 梅", (OPEN, OLD), (5, 2))


def test_title_names_customer_case_and_state() -> None:
    assert topic_title(HEAD, Language.ZH) == "李 梅 · HF-000002 · 等顾客回复"
    assert topic_title(TopicHead(7, "", (), ()), Language.EN) == "#7"


def test_urgent_open_case_is_marked() -> None:
    urgent = TopicHead(7, "Emma", (CaseLine("HF-1", CaseKind.HUMAN, CaseStatus.OPEN, is_urgent=True),), ())
    assert (topic_title(urgent, Language.EN)[0], topic_colour(urgent)) == ("🔴", URGENT)
    assert topic_colour(HEAD) == CALM


def test_long_names_are_cut() -> None:
    assert len(topic_title(TopicHead(7, "x" * 300, (OPEN,), ()), Language.EN)) <= 128


def test_card_lists_cases_and_scores() -> None:
    card = card_text(HEAD, Language.EN)
    assert "HF-000002: wants a person, waits for the customer" in card
    assert card.endswith("Last scores: 5, 2")
