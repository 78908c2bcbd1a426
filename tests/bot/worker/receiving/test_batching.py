"""Texts share requests, and none of them is spoilt by another."""

import asyncio

import pytest

from bot.worker.receiving.batching import MOST_TOGETHER, BatchingClassifier
from nlu.contract.errors import NluBadAnswer, NluUnavailable
from tests.fakes.batch_classifier import ScriptedBatches
from tests.fakes.classifier import INQUIRY


async def ask(batches: ScriptedBatches, *texts: str) -> list[object]:
    """The answers, where the first text is on its way when the others come."""
    gathering = BatchingClassifier(batches, requests=1)
    asking = [asyncio.create_task(gathering.parse(text)) for text in texts]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    batches.gate.set()
    return [
        answer if answer == INQUIRY else type(answer)
        for answer in await asyncio.gather(*asking, return_exceptions=True)
    ]


async def test_text_that_comes_alone_does_not_wait() -> None:
    batches = ScriptedBatches()
    assert await ask(batches, "a") == [INQUIRY]
    assert batches.asked == [["a"]]


async def test_texts_that_come_meanwhile_share_requests() -> None:
    batches = ScriptedBatches()
    gathering = BatchingClassifier(batches, requests=1)
    first = asyncio.create_task(gathering.parse("first"))
    await asyncio.sleep(0.01)
    others = [asyncio.create_task(gathering.parse(str(number))) for number in range(MOST_TOGETHER + 1)]
    await asyncio.sleep(0.01)
    batches.gate.set()
    assert await asyncio.gather(first, *others) == [INQUIRY] * (MOST_TOGETHER + 2)
    assert [len(texts) for texts in batches.asked] == [1, MOST_TOGETHER, 1]


async def test_odd_text_is_found_and_the_others_are_answered() -> None:
    assert await ask(ScriptedBatches(), "a", "odd", "b") == [INQUIRY, NluBadAnswer, INQUIRY]


async def test_after_a_failure_texts_are_asked_alone() -> None:
    batches = ScriptedBatches()
    gathering = BatchingClassifier(batches, requests=1)
    batches.gate.set()
    both = await asyncio.gather(gathering.parse("a"), gathering.parse("deadly"), return_exceptions=True)
    assert [type(each) for each in both] == [NluUnavailable, NluUnavailable]
    again = await asyncio.gather(gathering.parse("a"), gathering.parse("deadly"), return_exceptions=True)
    assert (again[0], type(again[1])) == (INQUIRY, NluUnavailable)
    assert batches.asked == [["a", "deadly"], ["a"], ["deadly"]]


async def test_who_does_not_wait_any_more_is_not_asked_for() -> None:
    batches = ScriptedBatches()
    gathering = BatchingClassifier(batches, requests=1)
    first, second = (asyncio.create_task(gathering.parse(text)) for text in "ab")
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    batches.gate.set()
    assert await first == INQUIRY
    assert batches.asked == [["a"]]
