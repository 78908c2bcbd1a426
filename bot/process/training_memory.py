"""What is said when a training is ended by the system for lack of memory."""

import signal

from bot.process.memory import MIB, available_memory

TRAINING_NEEDS = 1_300 * MIB
"""The most that a training on the authored messages takes, measured on two cores, rounded up."""

STARTED_BY = "STARTED_BY_PID"
"""The variable by which a training knows this process, with which it ends (see nlu/parent_watch.py)."""

ELSEWHERE = "train on a larger machine and bring models/ here, or add swap space"


def was_killed(returncode: int) -> bool:
    """Return whether the system ended a process, as it does when memory runs out."""
    return returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)


def lack_of_memory(available: int | None = None) -> str:
    """Return one sentence for a training that was killed: what it needs, what there is, and what to do."""
    free = available_memory() if available is None else available
    there = f", and {free // MIB} MB are available" if free is not None else ""
    needs = f"training needs up to {TRAINING_NEEDS // MIB} MB of memory{there}"
    return f"the system ended the training, most likely for lack of memory: {needs}; {ELSEWHERE}"
