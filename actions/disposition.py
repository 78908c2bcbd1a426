"""What becomes of an update after it was worked on."""

from enum import Enum


class Disposition(Enum):
    """DONE: nothing is left to do. WAITING: kept and acknowledged, to be understood later."""

    DONE = "done"
    WAITING = "waiting"
