"""Answers of one customer are worth fewer than those of several."""

import numpy as np
import pytest
import statsmodels.api as sm

from store.reports.statistics.design import Design
from tests.store.reports.samples import design_of


def test_each_answer_of_a_customer_alone_counts_as_one() -> None:
    design = design_of(np.array([1.0, 0.0, 1.0, 1.0]), np.array([4, 7, 9, 1]))
    assert (design, design.worth) == (Design(4, 4, 1.0), 4.0)


def test_effect_is_that_of_clustered_errors() -> None:
    random = np.random.default_rng(5)
    whose = np.repeat(np.arange(50), 3)
    scores = np.repeat(random.normal(size=50), 3) + random.normal(size=150)
    fitted = sm.OLS(scores, np.ones(150)).fit(cov_type="cluster", cov_kwds={"groups": whose})
    # statsmodels also multiplies by (n − 1) / (n − 1), which is 1 for a mean.
    clustered = float(fitted.bse[0]) ** 2
    design = design_of(scores, whose)
    assert (design.n, design.customers) == (150, 50)
    assert design.effect == pytest.approx(clustered / (scores.var(ddof=1) / 150), rel=1e-6)
    assert 40 < design.worth < 100


def test_customers_who_always_say_the_same_count_once() -> None:
    design = design_of(np.repeat([1.0, 0.0, 1.0, 1.0, 0.0, 1.0] * 5, 4), np.repeat(np.arange(30), 4))
    assert design.effect == pytest.approx(4, abs=0.15)


@pytest.mark.parametrize(("scores", "effect"), [([1.0, 1.0, 0.0], 3.0), ([1.0], 1.0), ([], 1.0)])
def test_one_customer_is_worth_one_answer_at_most(scores: list[float], effect: float) -> None:
    design = design_of(np.array(scores), np.zeros(len(scores), dtype=np.int64))
    assert design.effect == effect
    assert design.worth <= 1


def test_equal_answers_are_worth_no_more_than_their_customers() -> None:
    assert design_of(np.ones(12), np.repeat(np.arange(4), 3)).effect == 3.0
