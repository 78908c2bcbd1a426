"""Training's slow steps on all cores of the machine, one process each."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")

WORTHWHILE = 2_000
"""From so many messages on, a process earns more time than its start takes."""


def count() -> int:
    """How many cores there are."""
    return os.cpu_count() or 1


def spread(work: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    """What `work` makes of each part, in order; `work` is a function at the top of a module.

    The processes are spawned and not forked: TensorFlow, which Rasa loads for training, does not survive a
    fork. Each of them imports the module of `work` anew, so it should be one that imports little.
    """
    processes = min(len(parts), count())
    if processes < 2:
        return [work(part) for part in parts]
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(work, parts))
