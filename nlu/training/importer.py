"""The authored messages as Rasa's training graph wants them, a hundred times sooner than its own reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_config_file

from nlu.training.authored import read_messages

WEIGHT = 5
"""So many authored messages weigh as much as one that a customer wrote and a person labelled."""


class AuthoredMessages:
    """The part of Rasa's TrainingDataImporter that the graph calls: messages with an intent, no dialogue."""

    def __init__(self, config: Path, data: Path, learned: Path | None = None) -> None:
        """Reads the messages in the folder `data`, and those of customers in `learned`, which weigh more.

        Raises BadMessages where they cannot be read.
        """
        self._config = config
        own = read_messages(learned) if learned else []
        read = [*read_messages(data), *(one for one in own for _ in range(WEIGHT))]
        self._data = TrainingData()
        # Given to the constructor, the repetitions would be dropped.
        self._data.training_examples = [Message({TEXT: one.text, INTENT: one.intent}) for one in read]

    def get_nlu_data(self, language: str | None = None) -> TrainingData:
        """The messages; every caller gets the same ones, to which the steps of the graph add."""
        return self._data

    def get_config(self) -> dict[str, Any]:
        """The pipeline's configuration."""
        return dict(read_config_file(str(self._config)))

    def get_domain(self) -> Domain:
        """An empty one: the intents are those of the messages."""
        return Domain.empty()

    def get_stories(self) -> StoryGraph:
        """None."""
        return StoryGraph([])
