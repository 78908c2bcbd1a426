"""Agreement of two readers, against scikit-learn and statsmodels."""

from random import Random

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa, to_table

from store.reports.statistics.intervals import student
from store.reports.statistics.kappa import Agreement, agreement, agreement_of_all

MARKS = ("met", "partly", "not_met", "not_applicable")


def pairs_of(seed: int, n: int, copied: float) -> list[tuple[str, str]]:
    """Two readers, of whom the second often says what the first says."""
    chance = Random(seed)  # noqa: S311 - the same pairs every time
    pairs = []
    for _ in range(n):
        first = chance.choices(MARKS, (6, 2, 2, 1))[0]
        pairs.append((first, first if chance.random() < copied else chance.choice(MARKS)))
    return pairs


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("n", "copied"), [(25, 0.9), (60, 0.5), (200, 0.0)])
def test_kappa_and_its_interval_are_those_of_the_libraries(seed: int, n: int, copied: float) -> None:
    pairs = pairs_of(seed, n, copied)
    found = agreement(pairs)
    first, second = zip(*pairs, strict=True)
    assert found.n == n
    assert found.kappa == pytest.approx(cohen_kappa_score(first, second), abs=1e-12)
    codes = np.array([[MARKS.index(one), MARKS.index(two)] for one, two in pairs])
    table, _ = to_table(codes, bins=np.arange(5) - 0.5)
    theirs = cohens_kappa(table)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(max(theirs.kappa_low, -1), abs=1e-9)
    assert found.interval.high == pytest.approx(min(theirs.kappa_upp, 1), abs=1e-9)


def test_cohens_own_example() -> None:
    # Cohen (1960), table 1: 200 patients, three diagnoses, kappa 0.492.
    counts = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]
    pairs = [(str(i), str(j)) for i in range(3) for j in range(3) for _ in range(counts[i][j])]
    assert agreement(pairs).kappa == pytest.approx(0.492, abs=0.0005)


def test_one_mark_throughout_tells_nothing() -> None:
    assert agreement([("met", "met")] * 9) == Agreement(9, 1.0, None, None)


def test_perfect_and_opposite_readers() -> None:
    assert agreement([("met", "met"), ("not_met", "not_met")] * 5).kappa == 1
    assert agreement([("met", "not_met"), ("not_met", "met")] * 5).kappa == -1
    with pytest.raises(ValueError, match="no pairs"):
        agreement([])


@pytest.mark.parametrize("seed", range(6))
def test_weighted_kappa_and_its_interval_are_those_of_the_libraries(seed: int) -> None:
    order = ("not_met", "partly", "met")
    pairs = [pair for pair in pairs_of(seed, 80, 0.6) if "not_applicable" not in pair]
    found = agreement(pairs, order)
    codes = np.array([[order.index(one), order.index(two)] for one, two in pairs])
    assert found.kappa == pytest.approx(cohen_kappa_score(*codes.T, weights="linear"), abs=1e-12)
    table, _ = to_table(codes, bins=np.arange(4) - 0.5)
    theirs = cohens_kappa(table, wt="linear")
    assert found.interval is not None
    assert found.interval.low == pytest.approx(theirs.kappa_low, abs=1e-9)
    assert found.interval.high == pytest.approx(min(theirs.kappa_upp, 1), abs=1e-9)


def test_marks_next_to_each_other_agree_in_part() -> None:
    order = ("not_met", "partly", "met")
    near = agreement([("met", "partly"), ("not_met", "not_met")] * 10, order)
    far = agreement([("met", "not_met"), ("not_met", "not_met")] * 10, order)
    assert near.kappa is not None
    assert far.kappa is not None
    assert near.kappa > far.kappa


def test_conversations_are_counted_and_not_their_marks() -> None:
    pairs = pairs_of(3, 40, 0.7)
    alone = agreement_of_all([[pair] for pair in pairs], ())
    copied = agreement_of_all([[pair] * 8 for pair in pairs], ())
    assert (alone.n, alone.kappa) == (copied.n, copied.kappa)
    assert alone.interval == copied.interval
    assert agreement([pair for pair in pairs for _ in range(8)]).interval != copied.interval


def test_interval_leaves_out_one_conversation_at_a_time() -> None:
    conversations = [pairs_of(seed, 4, 0.6) for seed in range(25)] * 2
    found = agreement_of_all(conversations, MARKS[:3])
    left = [
        agreement([pair for at, pairs in enumerate(conversations) if at != out for pair in pairs], MARKS[:3])
        for out in range(len(conversations))
    ]
    kappas = np.array([each.kappa for each in left], dtype=np.float64)
    error = np.sqrt((len(kappas) - 1) * kappas.var())
    assert found.kappa is not None
    assert found.interval is not None
    assert found.interval.high - found.kappa == pytest.approx(student(len(kappas) - 1) * error, rel=1e-9)


def test_two_conversations_of_one_mark_each_have_no_interval() -> None:
    assert agreement_of_all([[("met", "met")], [("not_met", "not_met")]], MARKS) == Agreement(
        2, 1.0, 1.0, None
    )
