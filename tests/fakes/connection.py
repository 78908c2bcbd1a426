"""A connection without a socket."""

from dataclasses import dataclass


@dataclass(eq=False)
class QuietConnection:
    """A connection that records whether it had to give way."""

    is_open: bool = True

    def give_way(self) -> None:
        self.is_open = False
