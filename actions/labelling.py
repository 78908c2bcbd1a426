"""Writing what was understood to a message."""

from actions.understanding import is_sure
from nlu.labels import Intent
from nlu.understanding import Understanding
from store.models.conversations import Message, Understood


def label(message: Message, reading: Understanding, least: float | None) -> Intent | None:
    """Keep what was understood with the message; the intent to act on, None where the model is not sure.

    Labels by people stay as they are. `least` is the confidence to ask for, the model's own if None.
    """
    message.understood = Understood.DONE
    message.intent = reading.intent
    message.confidence = reading.confidence
    message.ranking = {intent.value: share for intent, share in reading.ranking}
    message.model = reading.model
    message.sure = is_sure(reading, least)
    return reading.intent if message.sure else None
