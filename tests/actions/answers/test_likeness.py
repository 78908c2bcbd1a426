"""Questions are alike by the pairs of characters that they share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.answers.likeness import alike, groups, likeness, pairs_of

WORDS = st.text(alphabet="abcd 几点开", min_size=1, max_size=12).filter(lambda text: text.strip() != "")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("几点开门", "几点開門？", 1.0), ("几点开门", "几点关门", 0.2), ("a", "b", 0.0), ("ab", "abc", 0.5)],
)
def test_likeness_is_the_share_of_common_pairs(one: str, other: str, expected: float) -> None:
    assert likeness(pairs_of(one), pairs_of(other)) == pytest.approx(expected)


@given(st.lists(WORDS, max_size=12), st.sampled_from([0.3, 0.5, 0.7, 1.0]))
def test_no_two_alike_ones_are_missed(texts: list[str], least: float) -> None:
    questions = {number: pairs_of(text) for number, text in enumerate(texts)}
    expected = {
        (one, other)
        for one in questions
        for other in questions
        if one < other and likeness(questions[one], questions[other]) >= least
    }
    found = list(alike(questions, least))
    assert (set(found), len(found)) == (expected, len(expected))


def test_groups_are_largest_first() -> None:
    asked = [(1, "可以刷卡吗"), (2, "几点开门"), (3, "你们几点开门"), (4, "几点开门呀")]
    assert groups(asked, 0.4) == [[2, 3, 4], [1]]
