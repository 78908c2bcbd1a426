"""What work has cost, however busy the machine was. Standard library only."""

import resource


def processor_seconds() -> float:
    """The processor time of all processes that this one has started and seen end."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime
