"""Pipeline step: cuts messages into Chinese and English words."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.normalizer import normal_text
from nlu.components.word_list import words


class MixedTokenizer(Tokenizer):
    """Tokens are words of the normal form, and their offsets count in it, not in the raw text."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Intent names are kept whole: ours have underscores that mean nothing."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MixedTokenizer:
        """A tokenizer with this configuration; it has nothing to learn."""
        return cls(config)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of the attribute with their offsets."""
        text = normal_text(message) if attribute == TEXT else str(message.get(attribute))
        tokens: list[Token] = []
        end = 0
        for word in words(text):
            start = text.index(word, end)
            end = start + len(word)
            tokens.append(Token(word, start))
        return tokens
