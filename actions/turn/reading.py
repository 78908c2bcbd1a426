"""What the understanding says about a text, and what follows from it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from nlu.contract.labels import Intent
from nlu.contract.talk_state import TalkState
from nlu.contract.understanding import Understanding
from store.models.conversations import Message, Understood, aspects_text


class Classifier(Protocol):
    """A part that tells the intent of a text."""

    async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
        """The intent of a text in this state of the talk.

        Raises:
            NluUnavailable: the server does not answer at the moment.
            NluBadAnswer: the answer cannot be trusted.
        """
        ...


class Why(StrEnum):
    """Why a text was not understood."""

    UNAVAILABLE = "unavailable"
    ODD_ANSWER = "odd_answer"


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The text could not be classified; where the server was unavailable, it will be later."""

    why: Why


Reading = Understanding | NotUnderstood


def is_sure(reading: Understanding, least: float | None) -> bool:
    """Whether to act on it: at the least confidence that is set, else where the model itself is sure."""
    return reading.sure if least is None else reading.confidence >= least


def record_understanding(message: Message, reading: Understanding, least: float | None) -> Intent | None:
    """Keep what was understood with the message; the intent to act on, None where the model is not sure.

    Labels by people stay as they are. `least` is the confidence to ask for, the model's own if None.
    """
    for name, value in label_of(reading, least).items():
        setattr(message, name, value)
    return reading.intent if message.sure else None


def label_of(reading: Reading, least: float | None) -> dict[str, Any]:
    """Return what a message keeps of a reading, by its columns; nothing where it was not understood."""
    if isinstance(reading, NotUnderstood):
        return {}
    return {
        "understood": Understood.DONE,
        "intent": reading.intent,
        "confidence": reading.confidence,
        "ranking": {intent.value: share for intent, share in reading.ranking},
        "model": reading.model,
        "sure": is_sure(reading, least),
        "aspects": aspects_text(reading.aspects),
    }


def drop_label(message: Message) -> None:
    """Keep nothing of what a model read in a message that no model was needed for."""
    if message.understood is Understood.DONE:
        message.understood = Understood.NOT_NEEDED
        message.intent = message.confidence = message.ranking = None
        message.model = message.sure = message.aspects = None
