"""The port of the server: what it needs of a model."""

from collections.abc import Sequence
from typing import Any, Protocol


class Parser(Protocol):
    """Understands texts."""

    @property
    def identity(self) -> str:
        """The name of the model."""

    def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Return Rasa's parse answer for each text."""
