"""The ports `Classifier` and `BatchClassifier`: what a text means, or one of two errors."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, Histogram

from actions.turn.reading import Classifier
from bot.wiring.timed_parts import TimedClassifier
from bot.worker.receiving.batching import BatchClassifier, BatchingClassifier
from nlu.client import NluClient
from nlu.contract.errors import NluBadAnswer, NluUnavailable
from nlu.contract.labels import Intent
from tests.fakes.batch_classifier import ScriptedBatches
from tests.fakes.classifier import ScriptedClassifier
from tests.nlu.test_client import serving

SURE = {"intent": {"name": "inquiry", "confidence": 0.9}}
AWAY, ODD = "deadly", "odd"


def answered(_path: str, body: Any) -> tuple[int, bytes]:
    """A server that is away for one text and odd for another."""
    texts = body["texts"] if "texts" in body else [body["text"]]
    if AWAY in texts:
        return 503, b""
    content = [{} if text == ODD else SURE for text in texts]
    return 200, json.dumps(content if "texts" in body else content[0]).encode()


@pytest.fixture
async def client() -> AsyncIterator[NluClient]:
    async with serving(answered) as (_, client):
        yield client


@pytest.fixture(params=["server", "batching", "timed", "scripted"])
def classifier(request: pytest.FixtureRequest, client: NluClient) -> Classifier:
    times = Histogram("times", "How long answers take", ["outcome"], registry=CollectorRegistry())
    made: dict[str, Classifier] = {
        "server": client,
        "batching": BatchingClassifier(client),
        "timed": TimedClassifier(client, times),
        "scripted": ScriptedClassifier(hopeless=AWAY),
    }
    return made[request.param]


async def test_meaning_is_the_first_of_its_ranking(classifier: Classifier) -> None:
    understanding = await classifier.parse("在哪里？")
    assert understanding.intent is Intent.INQUIRY
    assert understanding.ranking[0] == (understanding.intent, understanding.confidence)
    assert 0 <= understanding.confidence <= 1


async def test_server_that_is_away_and_an_odd_answer_are_told_apart(classifier: Classifier) -> None:
    with pytest.raises(NluUnavailable):
        await classifier.parse(AWAY)
    with pytest.raises(NluBadAnswer):
        await classifier.parse(ODD)
    assert (await classifier.parse("在哪里？")).intent is Intent.INQUIRY


async def test_texts_are_understood_at_the_same_time(classifier: Classifier) -> None:
    texts = [*(str(number) for number in range(20)), ODD]
    answers = await asyncio.gather(*map(classifier.parse, texts), return_exceptions=True)
    assert [type(answer).__name__ for answer in answers] == ["Understanding"] * 20 + ["NluBadAnswer"]


@pytest.fixture(params=["server", "scripted"])
def batches(request: pytest.FixtureRequest, client: NluClient) -> BatchClassifier:
    scripted = ScriptedBatches()
    scripted.gate.set()
    return client if request.param == "server" else scripted


async def test_each_text_of_a_batch_has_its_answer(batches: BatchClassifier) -> None:
    assert [each.intent for each in await batches.parse_many(["a", "b", "c"])] == [Intent.INQUIRY] * 3
    assert await batches.parse_many([]) == []


async def test_batch_fails_as_a_whole(batches: BatchClassifier) -> None:
    with pytest.raises(NluUnavailable):
        await batches.parse_many(["a", AWAY])
    with pytest.raises(NluBadAnswer):
        await batches.parse_many(["a", ODD])
