from datetime import date

import numpy as np

from actions.answers.finding.overlaps import all_overlaps, overlaps_of
from nlu.contract.labels import Language
from tests.actions.answers.finding.made_up import entry

HOURS = entry("hours", "When are you open?", "opening hours on Sunday", number=1)
PAY = entry("pay", "How can I pay?", number=2)


def test_same_question_at_the_same_outlet_is_a_conflict() -> None:
    draft = entry("draft", "when are you OPEN", number=9)
    [found] = overlaps_of(draft, [HOURS, PAY], {})
    assert (found.other, found.other_question, found.is_conflict) == (HOURS, "When are you open?", True)
    assert round(found.score, 4) == 1.0


def test_same_question_of_the_general_entry_is_no_conflict_with_that_of_an_outlet() -> None:
    [found] = overlaps_of(entry("draft", "When are you open?", outlet="north", number=9), [HOURS], {})
    assert found.is_conflict is False


def test_near_question_is_found_by_its_vector() -> None:
    draft = entry("draft", "till what time can I come", number=9)
    vectors = {
        (Language.EN, text): np.array(vector, np.float32)
        for text, vector in (
            ("till what time can I come", [1, 0]),
            ("When are you open?", [0.95, 0.3]),
            ("opening hours on Sunday", [0.6, 0.8]),
            ("How can I pay?", [0, 1]),
        )
    }
    [found] = overlaps_of(draft, [HOURS, PAY], vectors)
    assert (found.other, found.other_question, found.is_conflict) == (HOURS, "When are you open?", False)


def test_entries_that_no_customer_meets_together_do_not_overlap() -> None:
    draft = entry("draft", "When are you open?", outlet="north", starts=date(2026, 6, 1), number=9)
    others = [
        entry("south", "When are you open?", outlet="south", number=3),
        entry("past", "When are you open?", ends=date(2026, 5, 31), number=4),
        entry("earlier version", "When are you open?", number=9),
    ]
    assert overlaps_of(draft, others, {}) == []


def test_each_pair_is_given_once() -> None:
    twice = entry("twice", "How can I pay?", number=5)
    found = [(first.key, each.other.key) for first, each in all_overlaps([HOURS, PAY, twice], {})]
    assert found == [("pay", "twice")]
