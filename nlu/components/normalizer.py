"""Pipeline step: gives every message its normal form, which the following steps read."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.normal import normal_form

NORMAL_TEXT = "normal_text"


def normal_text(message: Message) -> str:
    """The normal form of the message; its small letters where the pipeline has no normaliser (ablation)."""
    stored = message.get(NORMAL_TEXT)
    return stored if isinstance(stored, str) else (message.get(TEXT) or "").lower()


class TextNormalizer(GraphComponent):
    """Stores the normal form beside the text; the text itself stays as the customer wrote it."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TextNormalizer:
        """A normaliser; it has nothing to set and nothing to learn."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the normal form of each message."""
        for message in messages:
            message.set(NORMAL_TEXT, normal_form(message.get(TEXT) or ""))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Sets the normal form of each training message."""
        self.process(training_data.training_examples)
        return training_data
