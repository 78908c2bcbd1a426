"""The port of the server: what it needs of a model."""

from collections.abc import Sequence
from typing import Any, Protocol

from nlu.contract.talk_state import TalkState


class Parser(Protocol):
    """Understands texts. Several threads may ask at once."""

    @property
    def identity(self) -> str:
        """The name of the model."""

    def parse(self, texts: Sequence[str], states: Sequence[TalkState | None] = ()) -> list[dict[str, Any]]:
        """Return Rasa's parse answer for each text; `states`, if given, has the state of each talk."""
