"""Invitations of several surveys are put together as if they were of one."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from store.models.occasions import Occasion
from store.reports.sums.gathering import Source
from store.reports.sums.grouped_sources import GroupedSources
from store.reports.sums.grouping import UNTOLD, By, Grouping
from store.reports.sums.sum_columns import FIXED, MISSING, Columns
from tests.store.reports.samples import design_of

OUTLETS = Grouping(By.OUTLET, ZoneInfo("UTC"))
SERVICE, EFFORT = (Source(survey, Occasion.SERVICE) for survey in ("post_service", "effort"))


def drawn(random: np.random.Generator, n: int, names: list[str], question: str) -> Columns:
    """Invitations of a few customers at some outlets, of which some have an answer."""
    fixed = {name: np.full(n, MISSING, dtype=np.int64) for name in FIXED}
    fixed |= {"outlet": random.integers(-1, len(names), n), "customer": random.integers(1, 30, n)}
    return Columns(names, fixed, {question: random.choice([MISSING, 1, 3, 5], n)})


@pytest.mark.parametrize("seed", range(5))
def test_groups_of_all_sources_are_those_of_each_answer_by_itself(seed: int) -> None:
    random = np.random.default_rng(seed)
    found = {
        SERVICE: drawn(random, 80, ["north", "east", "south"], "score"),
        EFFORT: drawn(random, 50, ["south", "west"], "score"),
    }
    sources = GroupedSources(found, OUTLETS)
    together, numbers = sources.together((SERVICE, EFFORT)), sources.numbers((SERVICE, EFFORT), "score")
    outlets = [
        UNTOLD if code == MISSING else columns.names[code]
        for columns in found.values()
        for code in columns.fixed["outlet"].tolist()
    ]
    customers = np.concatenate([columns.fixed["customer"] for columns in found.values()])
    assert [together.names[place] for place in together.group.tolist()] == outlets
    assert set(together.names) == set(outlets)
    answered, scores = numbers != MISSING, numbers.astype(np.float64)
    designs = together.named(
        together.apart.designs(scores, answered), together.whole.designs(scores, answered)
    )
    for name in (None, *together.names):
        of_group = np.array([name in (None, outlet) for outlet in outlets]) & answered
        plain = design_of(scores[of_group], customers[of_group])
        assert (designs[name].n, designs[name].customers) == (plain.n, plain.customers)
        assert designs[name].effect == pytest.approx(plain.effect)


def test_source_without_the_question_has_no_answers() -> None:
    random = np.random.default_rng(1)
    found = {SERVICE: drawn(random, 3, ["north"], "score"), EFFORT: drawn(random, 2, ["north"], "ease")}
    numbers = GroupedSources(found, OUTLETS).numbers((EFFORT, SERVICE), "score")
    assert numbers.tolist() == [MISSING, MISSING, *found[SERVICE].numbers["score"].tolist()]


def test_sources_without_invitations_are_left_out() -> None:
    random = np.random.default_rng(1)
    found = {SERVICE: drawn(random, 0, [], "score"), EFFORT: drawn(random, 2, ["north"], "ease")}
    assert GroupedSources(found, OUTLETS).by_occasion == {Occasion.SERVICE: (EFFORT,)}
