"""Writing what was understood to a message."""

from nlu.understanding import Understanding
from store.models.conversations import Message, Understood


def label(message: Message, reading: Understanding) -> None:
    """Keep intent, confidence, ranking and model with the message; labels by people stay as they are."""
    message.understood = Understood.DONE
    message.intent = reading.intent
    message.confidence = reading.confidence
    message.ranking = {intent.value: share for intent, share in reading.ranking}
    message.model = reading.model
