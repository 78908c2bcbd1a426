"""Pipeline step: cuts messages into Chinese and English words."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import jieba
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.words.normalizer import normal_text

_PIECE = re.compile(
    "(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)|(?P<word>[a-z\u00c0-\u024f]+(?:'[a-z]+)?|\\d+)|(?P<mark>[^\\w\\s])"
)

jieba.setLogLevel(logging.WARNING)
jieba.dt.tmp_dir = sys.prefix  # jieba trusts its cache, so the cache must not lie where every user can write


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
        text = normal_text(message) if attribute == TEXT else str(message.get(attribute))
        tokens: list[Token] = []
        end = 0
        for word in words_of(text):
            start = text.index(word, end)
            end = start + len(word)
            tokens.append(Token(word, start))
        return tokens


def words_of(text: str) -> list[str]:
    """Return the words in order: Chinese cut by jieba, English at blanks, each number and mark alone."""
    found: list[str] = []
    for piece in _PIECE.finditer(text):
        if piece.lastgroup == "han":
            found.extend(jieba.lcut(piece.group(), HMM=False))
        else:
            found.append(piece.group())
    return found
