"""Row 1: answers of one customer are a cluster, and a figure says of how many customers it is."""

from datetime import datetime, timedelta
from math import isclose

import numpy as np

from store.engine.database import Database
from store.reports.statistics.formulas import share_at_least
from store.reports.sums.folding import fold_all
from store.reports.sums.measures import Measure, Subject
from tests.numbers.world import SHANGHAI, define, figures, reported
from tests.records import Records
from tests.simulation.inference.alarms import repeating_outlets
from tests.simulation.inference.intervals import repeated_answers
from tests.store.reports.samples import design_of

CSAT = Subject(Measure.CSAT, question="score")


def test_intervals_hold_the_truth_where_customers_answer_three_times() -> None:
    found = list(repeated_answers(500))
    assert [each for each in found if not 0.92 <= each.after <= 0.98] == []
    assert [each.before < 0.9 for each in found if each.what.endswith("0.81")] == [True] * 3


def test_equal_outlets_seldom_differ_where_customers_answer_three_times() -> None:
    found = list(repeating_outlets(150))
    assert [each.after <= 0.06 for each in found] == [True] * 3
    assert [each.before > 0.2 for each in found[1:]] == [True] * 2


async def test_figure_counts_answers_and_customers_over_folded_days(
    database: Database, now: datetime
) -> None:
    """Twelve customers say the same three weeks in a row: that is no more than twelve answers."""
    async with database.transaction() as session:
        records = Records(session, now)
        define(records, "post_service")
        for number in range(12):
            customer = await records.customer()
            for week in range(3):
                sent = now - timedelta(days=7 * week + 1)
                asked = await records.invitation(customer, created_at=sent, sent_at=sent, delivered_at=sent)
                await records.answer(asked, "score", number=5 if number < 8 else 2)
    stored = figures(await reported(database))[CSAT]
    await fold_all(database, now, SHANGHAI)
    folded = figures(await reported(database))[CSAT]
    assert stored == folded
    assert (folded.n, folded.customers, folded.value) == (36, 12, 24 / 36)
    whose = np.repeat(np.arange(12), 3)
    scores = np.repeat([1.0] * 8 + [0.0] * 4, 3)
    expected = share_at_least({0: 12, 1: 24}, 1, design_of(scores, whose)).interval
    assert folded.low is not None
    assert isclose(folded.low, expected.low)
    independent = share_at_least({0: 12, 1: 24}, 1).interval
    assert expected.low < independent.low - 0.1


async def test_many_answers_of_few_customers_are_too_few(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        define(records, "post_service")
        for _ in range(3):
            customer = await records.customer()
            for _ in range(10):
                await records.answer(await records.invitation(customer), "score", number=5)
    found = figures(await reported(database))[CSAT]
    assert (found.n, found.customers, found.low, found.is_enough) == (30, 3, None, False)
