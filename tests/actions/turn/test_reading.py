"""A message keeps what was understood of it, and is acted on where the model is sure."""

from dataclasses import replace

import pytest

from actions.turn.reading import NotUnderstood, Why, drop_label, is_sure, label_of, record_understanding
from nlu.contract.labels import Aspect, Intent
from nlu.contract.understanding import Understanding
from store.models.conversations import Message, Understood

PRAISE = Understanding(Intent.PRAISE, 0.6, ((Intent.PRAISE, 0.6), (Intent.INQUIRY, 0.4)), "m1", 0.7)
ABOUT = (Aspect.PRICE, Aspect.PEOPLE)


@pytest.mark.parametrize(
    ("least", "expected"), [(None, False), (0.5, True), (0.6, True), (0.61, False), (0.0, True)]
)
def test_set_confidence_decides_before_the_model(least: float | None, *, expected: bool) -> None:
    assert is_sure(PRAISE, least) is expected


@pytest.mark.parametrize(("least", "intent"), [(0.5, Intent.PRAISE), (None, None)])
def test_message_keeps_the_reading_and_labels_of_people(least: float | None, intent: Intent | None) -> None:
    message = Message(corrected_intent=Intent.COMPLAINT, understood=Understood.PENDING)
    assert record_understanding(message, PRAISE, least) is intent
    assert (message.understood, message.intent, message.confidence) == (Understood.DONE, Intent.PRAISE, 0.6)
    assert (message.ranking, message.model) == ({"praise": 0.6, "inquiry": 0.4}, "m1")
    assert (message.sure, message.corrected_intent) == (intent is not None, Intent.COMPLAINT)


@pytest.mark.parametrize(("aspects", "kept"), [(ABOUT, " price people "), ((), " ")])
def test_message_keeps_what_it_speaks_of(aspects: tuple[Aspect, ...], kept: str) -> None:
    message = Message()
    record_understanding(message, replace(PRAISE, aspects=aspects), None)
    assert message.aspects == kept


def test_text_that_was_not_understood_has_no_label() -> None:
    assert label_of(NotUnderstood(Why.UNAVAILABLE), None) == {}


def test_label_that_no_model_was_needed_for_is_dropped() -> None:
    message = Message(**label_of(PRAISE, None))
    drop_label(message)
    assert message.understood is Understood.NOT_NEEDED
    assert [getattr(message, name) for name in label_of(PRAISE, None)][1:] == [None] * 6
    waiting = Message(understood=Understood.PENDING)
    drop_label(waiting)
    assert waiting.understood is Understood.PENDING
