"""Row 11: how often the interval of kappa holds the truth where the marks of a conversation hang together."""

from collections.abc import Iterator

import numpy as np

from store.reports.statistics.kappa import agreement, agreement_of_all
from tests.simulation.inference.draws import SEED
from tests.simulation.inference.intervals import Coverage

ORDER = ("not_met", "partly", "met")
CRITERIA = 8
COPIED = (0.35, 0.95)  # the chance that the second reader marks as the first: hard and easy conversations


def marks(random: np.random.Generator, conversations: int) -> list[list[tuple[str, str]]]:
    """Marks of two readers: all criteria of a conversation are equally hard to read."""
    chances = random.choice(COPIED, size=conversations)
    first = random.choice(3, size=(conversations, CRITERIA), p=(0.2, 0.2, 0.6))
    other = random.choice(3, size=(conversations, CRITERIA), p=(0.2, 0.2, 0.6))
    copies = random.random((conversations, CRITERIA)) < chances[:, None]
    second = np.where(copies, first, other)
    return [
        [(ORDER[one], ORDER[two]) for one, two in zip(*pair, strict=True)]
        for pair in zip(first, second, strict=True)
    ]


def kappas(times: int) -> Iterator[Coverage]:
    """All criteria in one, and one criterion by itself."""
    for conversations in (30, 60):
        random = np.random.default_rng(SEED + conversations)
        truth = sum(COPIED) / len(COPIED)
        held = np.zeros(3)
        for _ in range(times):
            drawn = marks(random, conversations)
            pooled = agreement([pair for pairs in drawn for pair in pairs], ORDER).interval
            whole = agreement_of_all(drawn, ORDER).interval
            one = agreement_of_all([pairs[:1] for pairs in drawn], ORDER).interval
            intervals = (pooled, whole, one)
            held += np.array([each is not None and each.low <= truth <= each.high for each in intervals])
        before, after, single = held / times
        yield Coverage(f"kappa of {CRITERIA} criteria, {conversations} conversations", before, after)
        yield Coverage(f"kappa of one criterion, {conversations} conversations", np.nan, single)
