import numpy as np
import pytest

from actions.answers.finding.search_index import SearchIndex
from nlu.contract.labels import Language
from tests.actions.answers.finding.made_up import entry

EVERYTHING = np.ones(3, np.bool_)
ENTRIES = (
    entry("pay", "how can I pay", "cards"),
    entry("park", "is there parking"),
    entry("pets", "are dogs allowed"),
)


def test_entries_are_ranked_by_their_best_question() -> None:
    index = SearchIndex(ENTRIES, {})
    found = index.ranked(index.scores("can I pay by cards", None), EVERYTHING)
    assert found.candidates[0].entry.key == "pay"
    assert found.margin == pytest.approx(found.candidates[0].score - found.candidates[1].score)


def test_entries_that_are_not_allowed_are_left_out() -> None:
    index = SearchIndex(ENTRIES, {})
    found = index.ranked(index.scores("how can I pay", None), np.array([False, True, True]))
    assert {each.entry.key for each in found.candidates} == {"park", "pets"}


def test_vectors_and_words_are_weighed_together() -> None:
    vectors = {
        (Language.EN, text): np.eye(4, dtype=np.float32)[number]
        for number, text in enumerate(("how can I pay", "cards", "is there parking", "are dogs allowed"))
    }
    index = SearchIndex(ENTRIES, vectors)
    scores = index.scores("xyz", np.eye(4, dtype=np.float32)[2])
    assert [round(float(score), 4) for score in scores] == [0, 0, round(1 / 1.1, 4), 0]


def test_question_without_a_vector_keeps_its_score_by_words() -> None:
    index = SearchIndex(ENTRIES, {(Language.EN, "cards"): np.array([1, 0], np.float32)})
    scores = index.scores("are dogs allowed", np.array([0, 1], np.float32))
    assert [round(float(score), 4) for score in scores][3] == 1.0


def test_margin_is_taken_to_the_next_other_question() -> None:
    general, own = entry("all", "opening hours"), entry("north", "Opening hours?", outlet="north")
    index = SearchIndex([general, own, entry("pay", "how to pay")], {})
    found = index.ranked(index.scores("opening hours", None), EVERYTHING)
    assert found.margin > 0.9


def test_nothing_is_found_among_no_entries() -> None:
    index = SearchIndex((), {})
    found = index.ranked(index.scores("pay", None), np.ones(0, np.bool_))
    assert (found.candidates, found.score, found.margin) == ((), 0.0, 0.0)
