"""Pipeline step: gives every message its normal form, from which the features are counted."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

import emoji
import opencc
from rasa.engine.graph import GraphComponent
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.words.cantonese import standard_chinese
from nlu.components.words.script import han_share

NORMAL_TEXT = "normal_text"

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![^\s@])[^\s@]+@[^\s@]+\.\w+")
_HANDLE = re.compile(r"(?<![\w])@\w+")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_REPEATED = re.compile(r"(.)\1{2,}", re.DOTALL)
_APOSTROPHE = re.compile("[‘’`´]")
_BLANK = re.compile(r"\s+")


class TextNormalizer(GraphComponent):
    """Stores the normal form beside the text; the text itself stays as the customer wrote it."""

    @classmethod
    def create(cls, *_: Any, **__: Any) -> TextNormalizer:
        """Return a normalizer; it has nothing to set and nothing to learn."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the normal form of each message."""
        for message in messages:
            message.set(NORMAL_TEXT, normal_form(message.get(TEXT) or ""))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Set the normal form of each training message."""
        self.process(training_data.training_examples)
        return training_data


def normal_text(message: Message) -> str:
    """Return the normal form of the message; its lower-case text if the pipeline has no normalizer."""
    stored = message.get(NORMAL_TEXT)
    return stored if isinstance(stored, str) else (message.get(TEXT) or "").lower()


def normal_form(text: str) -> str:
    """Return the text in lower case, half width and simplified characters.

    Emoji become words; numbers, addresses and long repetitions are shortened.
    """
    plain = unicodedata.normalize("NFKC", _APOSTROPHE.sub("'", text)).lower()
    plain = _HANDLE.sub(" ", _ADDRESS.sub(" url ", plain))
    plain = _simplifier().convert(standard_chinese(_emoji_as_words(plain)))
    plain = _NUMBER.sub("0", _REPEATED.sub(r"\1\1", plain))
    return _BLANK.sub(" ", plain).strip()


def _emoji_as_words(text: str) -> str:
    if text.isascii():
        return text
    language = "zh" if han_share(text) >= 0.5 else "en"
    named: str = emoji.demojize(text, delimiters=(" ", " "), language=language)
    return named.replace("_", " ") if named != text else text


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
