"""Pipeline step: weighs the intents by the state of the talk in which the text was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.engine.graph import GraphComponent
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from nlu.contract.labels import Intent
from nlu.contract.talk_state import TalkState

STATE = "state"
"""Under this name the state of the talk, if any, is stored in a message."""

POINT_BACK = (Intent.FOLLOW_UP, Intent.WITHDRAW)
"""Intents of texts that are about a matter of before."""

# From this share on, words such as "never mind, found it" take something back, also where nothing is open:
# they ask for nothing, and are no complaint.
_TAKES_BACK = 0.95
# What a stranger takes them for where the words alone speak for neither.
_STRANGER = {Intent.INQUIRY: 0.15, Intent.COMPLAINT: 0.05}


class TalkPrior(IntentClassifier, GraphComponent):
    """Changes the ranking of the step before it; it has nothing to learn."""

    @classmethod
    def create(cls, *_: Any, **__: Any) -> TalkPrior:
        """Return the step."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the intent and the ranking where there is no matter to point back to."""
        for message in messages:
            ranking = message.get("intent_ranking") or []
            if ranking and not _has_matter(message):
                _set_ranking(message, as_stranger({one["name"]: one["confidence"] for one in ranking}))
        return messages


def read_alone(message: Message, shares: Mapping[str, float]) -> dict[str, float]:
    """Return the shares of the intents in the state in which the message was written."""
    return dict(shares) if _has_matter(message) else as_stranger(shares)


def _has_matter(message: Message) -> bool:
    state = message.get(STATE)
    return isinstance(state, TalkState) and state.has_matter


def as_stranger(shares: Mapping[str, float]) -> dict[str, float]:
    """Return the shares of the intents to a reader who knows of no matter.

    There is nothing to ask about or to take back then, so these shares go to inquiry and complaint, unless
    the words surely take something back.
    """
    if not all(intent in shares for intent in _STRANGER) or shares.get(Intent.WITHDRAW, 0.0) >= _TAKES_BACK:
        return dict(shares)
    moved = sum(shares.get(intent, 0.0) for intent in POINT_BACK)
    likely = {intent: shares[intent] + moved * prior for intent, prior in _STRANGER.items()}
    total = sum(likely.values())
    kept = {name: share for name, share in shares.items() if name not in {*_STRANGER, *POINT_BACK}}
    taken = {
        str(intent): shares[intent] + (moved * share / total if total else 0.0)
        for intent, share in likely.items()
    }
    return {**kept, **taken, **{str(intent): 0.0 for intent in POINT_BACK if intent in shares}}


def _set_ranking(message: Message, shares: Mapping[str, float]) -> None:
    ranking = [
        {"name": name, "confidence": share} for name, share in sorted(shares.items(), key=lambda one: -one[1])
    ]
    message.set(INTENT, ranking[0], add_to_output=True)
    message.set("intent_ranking", ranking, add_to_output=True)
