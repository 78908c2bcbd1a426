"""Texts are understood with patience: a short absence is waited for, a long one is not."""

import asyncio

import pytest

from actions.turn.reading import NotUnderstood, Reading, Why
from bot.worker.receiving.nlu_watch import PROBE
from bot.worker.receiving.patient_reader import AT_ONCE, PatientReader
from nlu.contract.talk_state import TalkState
from nlu.contract.understanding import Understanding
from tests.fakes.classifier import INQUIRY, ScriptedClassifier

AWAY = NotUnderstood(Why.UNAVAILABLE)
ODD = NotUnderstood(Why.ODD_ANSWER)


class Returns:
    """Counts how often the server was said to be back."""

    def __init__(self) -> None:
        self.count = 0
        self.happened = asyncio.Event()

    def __call__(self) -> None:
        self.count += 1
        self.happened.set()


def reader(
    classifier: ScriptedClassifier, patience: float = 30.0, returned: Returns | None = None
) -> PatientReader:
    return PatientReader(
        classifier, patience, waits=lambda: None, returned=returned or Returns(), pause=0.001
    )


async def test_text_is_understood() -> None:
    classifier = ScriptedClassifier()
    assert await reader(classifier).read("在哪里？") == INQUIRY
    assert classifier.asked == ["在哪里？"]


async def test_odd_answer_is_not_waited_for() -> None:
    assert await reader(ScriptedClassifier()).read("odd") == ODD


@pytest.mark.parametrize("text", ["", "   \n", "\u200b\u2060", "/", "/ /"])
async def test_text_without_anything_to_read_is_never_asked(text: str) -> None:
    classifier = ScriptedClassifier()
    assert await reader(classifier).read(text) == ODD
    assert classifier.asked == []


async def test_emoji_are_something_to_read() -> None:
    assert await reader(ScriptedClassifier()).read("👍") == INQUIRY


async def test_short_absence_is_waited_for() -> None:
    classifier, returned = ScriptedClassifier(away=True), Returns()
    patient = reader(classifier, returned=returned)
    reading = asyncio.create_task(patient.read("在哪里？"))
    await classifier.refused.wait()
    classifier.away = False
    assert await reading == INQUIRY
    assert returned.count == 1


async def test_texts_that_wait_are_counted() -> None:
    classifier = ScriptedClassifier(away=True)
    began = asyncio.Event()
    patient = PatientReader(classifier, 30.0, waits=began.set, returned=Returns(), pause=0.001)
    reading = asyncio.create_task(patient.read("在哪里？"))
    await began.wait()
    assert patient.waiting == 1
    classifier.away = False
    await reading
    assert patient.waiting == 0


async def test_long_absence_is_given_up_and_then_at_once() -> None:
    classifier = ScriptedClassifier(away=True)
    patient = reader(classifier, patience=0.02)
    assert await asyncio.gather(*(patient.read(f"{number}") for number in range(50))) == [AWAY] * 50
    asked = sum(text != PROBE for text in classifier.asked)
    assert await patient.read("later") == AWAY
    assert sum(text != PROBE for text in classifier.asked) == asked
    await patient.close()


async def test_return_after_a_long_absence_is_noticed() -> None:
    classifier, returned = ScriptedClassifier(away=True), Returns()
    patient = reader(classifier, patience=0.0, returned=returned)
    assert await patient.read("now") == AWAY
    classifier.away = False
    await returned.happened.wait()
    assert await patient.read("later") == INQUIRY
    assert returned.count == 1


async def test_server_that_answers_oddly_is_there() -> None:
    class Odd(ScriptedClassifier):
        async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
            return await ScriptedClassifier.parse(self, "odd" if text == PROBE else text)

    classifier, returned = Odd(away=True), Returns()
    patient = reader(classifier, patience=0.0, returned=returned)
    await patient.read("now")
    classifier.away = False
    await returned.happened.wait()
    assert await patient.read("later") == INQUIRY


async def test_text_that_only_the_server_cannot_answer_is_given_up() -> None:
    """Such as one that makes it hang: it must not be asked for ever."""
    classifier = ScriptedClassifier(hopeless="hang")
    assert await reader(classifier).read("hang") == ODD
    assert sum(text == "hang" for text in classifier.asked) == 3


async def test_others_are_understood_while_one_text_is_hopeless() -> None:
    patient = reader(ScriptedClassifier(hopeless="hang"))
    readings: list[Reading] = await asyncio.gather(*(patient.read(text) for text in ("hang", "a", "b")))
    assert readings == [ODD, INQUIRY, INQUIRY]


async def test_looking_for_the_server_outlives_surprises() -> None:
    class Surprising(ScriptedClassifier):
        async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
            if text == PROBE and len(self.asked) < 4:
                self.asked.append(text)
                raise KeyError("surprise")
            return await ScriptedClassifier.parse(self, text)

    classifier, returned = Surprising(away=True), Returns()
    patient = reader(classifier, patience=0.0, returned=returned)
    await patient.read("now")
    classifier.away = False
    await returned.happened.wait()
    assert await patient.read("later") == INQUIRY


async def test_close_ends_looking_for_the_server() -> None:
    classifier = ScriptedClassifier(away=True)
    patient = reader(classifier, patience=0.0)
    await patient.read("now")
    await patient.close()
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_few_texts_are_asked_at_once() -> None:
    class Counting(ScriptedClassifier):
        running = 0
        most = 0

        async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
            self.running += 1
            self.most = max(self.most, self.running)
            try:
                return await ScriptedClassifier.parse(self, text)
            finally:
                self.running -= 1

    classifier = Counting()
    patient = reader(classifier)
    await asyncio.gather(*(patient.read("a") for _ in range(100)))
    assert classifier.most == AT_ONCE
