"""Whether a candidate is worse than the running model."""

import pytest
from scipy.stats import binomtest

from nlu.training.trial import Trial


def trial(n: int, fixed: int, broken: int) -> Trial:
    return Trial("set", n, right=n - fixed - broken, fixed=fixed, broken=broken)


def test_trial_counts_where_the_models_differ() -> None:
    running, candidate = [True, True, False, False], [True, False, True, False]
    assert Trial.of("set", running, candidate) == Trial("set", 4, right=1, fixed=1, broken=1)


def test_accuracies_come_from_the_counts() -> None:
    one = Trial("set", 10, right=6, fixed=2, broken=1)
    assert (one.before, one.after) == (0.7, 0.8)


def test_no_messages_have_no_accuracy_and_prove_nothing() -> None:
    one = Trial.of("set", [], [])
    assert (one.before, one.after, one.chance, one.worse) == (0.0, 0.0, 1.0, False)


@pytest.mark.parametrize(("fixed", "broken"), [(0, 0), (3, 3), (0, 5), (7, 1), (4, 12)])
def test_chance_is_the_exact_sign_test_on_the_disagreements(fixed: int, broken: int) -> None:
    split = fixed + broken
    expected = binomtest(broken, split, alternative="greater").pvalue if split else 1.0
    assert trial(100, fixed, broken).chance == pytest.approx(expected)


@pytest.mark.parametrize(
    ("n", "fixed", "broken", "worse"),
    [
        (100, 0, 0, False),
        (100, 0, 4, False),  # p = 0.06
        (100, 0, 5, True),  # p = 0.03
        (100, 20, 25, False),
        (1_000, 60, 68, False),
        (1_000, 60, 72, True),  # more than a point lost, though p = 0.17
        (100, 60, 62, False),  # two points, which prove nothing on so few
    ],
)
def test_candidate_is_worse_beyond_chance_or_by_more_than_a_point(
    n: int, fixed: int, broken: int, worse: bool
) -> None:
    assert trial(n, fixed, broken).worse is worse
