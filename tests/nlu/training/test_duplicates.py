"""Which messages say the same in almost the same letters."""

import random

import pytest

from nlu.training.duplicates import NEAR, folded, likeness, near_duplicates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanks, a  lot!", "thanksalot"),
        ("ＷｉＦｉ 很慢。", "wifi很慢"),
        ("👎👎", "👎👎"),
        ("？ ?", "??"),
        ("", ""),
    ],
)
def test_folded_keeps_letters_digits_and_symbols(text: str, expected: str) -> None:
    assert folded(text) == expected


def test_likeness_is_the_share_of_common_runs() -> None:
    # " ab", "abc", "bc " against " ab", "abd", "bd ": one of five
    assert (likeness("abc", "abc"), likeness("abc", "abd"), likeness("", "")) == (1.0, 0.2, 1.0)


def test_near_duplicates_are_found_across_case_marks_and_small_changes() -> None:
    known = ["The courier left my parcel at the wrong door again", "房间很干净，下次还来"]
    texts = [
        "the courier left my parcel at a wrong door, again!",
        "房间很干净下次还来！",
        "房间很脏，下次不来",
    ]
    assert sorted(near_duplicates(texts, known)) == [(texts[0], known[0]), (texts[1], known[1])]


def test_near_duplicates_misses_none_that_comparing_all_pairs_finds() -> None:
    chance = random.Random(3)  # noqa: S311 -- made-up texts, no secret
    known = ["".join(chance.choices("ab", k=chance.randint(1, 9))) for _ in range(150)]
    texts = ["".join(chance.choices("ab", k=chance.randint(1, 9))) for _ in range(150)]
    expected = {(one, other) for one in texts for other in known if likeness(one, other) >= NEAR}
    assert (set(near_duplicates(texts, known)), len(expected) > 100) == (expected, True)
