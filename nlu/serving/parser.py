"""What a server needs of a model. Standard library only."""

from collections.abc import Sequence
from typing import Any, Protocol


class Parser(Protocol):
    """What understands texts."""

    @property
    def identity(self) -> str:
        """Which model it is."""

    def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Rasa's parse answer for each text."""
