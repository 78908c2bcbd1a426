"""Pipeline step: cuts messages into Chinese and English words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, overload

from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.words.chinese_dictionary import chinese_dictionary
from nlu.components.words.normalizer import normal_text

_PIECE = re.compile(
    "(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)|(?P<word>[a-z\u00c0-\u024f]+(?:'[a-z]+)?|\\d+)|(?P<mark>[^\\w\\s])"
)


class TokensOfText(Sequence[Token]):
    """The tokens of a text, made where they are asked for: of all training messages they take 250 MB."""

    def __init__(self, text: str) -> None:
        """Cut the text once; no word holds a blank."""
        self._text = text
        self._words = " ".join(words_of(text))

    @overload
    def __getitem__(self, place: int) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> list[Token]: ...
    def __getitem__(self, place: int | slice) -> Token | list[Token]:
        """Return one token or several."""
        return list(self)[place]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._words.split())

    def __iter__(self) -> Iterator[Token]:
        """Yield them in order, with their places in the text."""
        end = 0
        for word in self._words.split():
            start = self._text.index(word, end)
            end = start + len(word)
            yield Token(word, start)


class MixedTokenizer(Tokenizer):
    """Tokens are words of the normal form, and their offsets count in it, not in the raw text."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return a configuration that keeps intent names whole: their underscores mean nothing."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    @classmethod
    def create(cls, config: dict[str, Any], *_: Any, **__: Any) -> MixedTokenizer:
        """Return a tokenizer with this configuration; it has nothing to learn."""
        return cls(config)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the words of the attribute with their offsets."""
        return list(TokensOfText(normal_text(message) if attribute == TEXT else str(message.get(attribute))))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Cut the texts of all training messages; those of one intent share its tokens."""
        names: dict[str, list[Token]] = {}
        for message in training_data.training_examples:
            if message.get(TEXT):
                message.set(TOKENS_NAMES[TEXT], TokensOfText(normal_text(message)))
            if intent := message.get(INTENT):
                tokens = names.setdefault(intent, self._split_name(message))
                message.set(TOKENS_NAMES[INTENT], tokens)
        chinese_dictionary.cache_clear()  # 70 MB that no later step of a training needs
        return training_data


def words_of(text: str) -> list[str]:
    """Return the words in order: Chinese cut by jieba, English at blanks, each number and mark alone."""
    found: list[str] = []
    for piece in _PIECE.finditer(text):
        if piece.lastgroup == "han":
            found.extend(chinese_dictionary().lcut(piece.group(), HMM=False))
        else:
            found.append(piece.group())
    return found
