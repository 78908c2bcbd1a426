"""Which past messages a candidate reads otherwise."""

import json

import pytest

from nlu.training.authored import BadLessons
from nlu.training.past_readings import (
    MOST_EXAMPLES,
    PastMessage,
    PastReadings,
    ReadOtherwise,
    compared,
    split_lines,
)


def test_lessons_and_past_messages_are_told_apart() -> None:
    lesson = json.dumps({"text": 'he said "past"', "intent": "inquiry", "language": "en"})
    speaks = json.dumps({"text": "x", "intent": "inquiry", "language": "en", "note": "past"})
    past = json.dumps({"past": 7, "text": "so slow"})
    assert split_lines([lesson, speaks, past]) == ([lesson, speaks], [PastMessage(7, "so slow")])


@pytest.mark.parametrize("line", ['{"past": "x", "text": "a"}', '{"past": 1}', '{"past": 1, "text": 2}'])
def test_odd_messages_are_refused(line: str) -> None:
    with pytest.raises(BadLessons, match="line 1"):
        split_lines([line])


def test_examples_are_the_newest_and_each_text_stands_once() -> None:
    messages = [PastMessage(number, f"text {number // 2}") for number in range(40, 0, -1)]
    found = compared(messages, ["inquiry"] * 40, ["complaint"] * 39 + ["inquiry"])
    assert (found.read, found.changed, len(found.examples)) == (40, 39, MOST_EXAMPLES)
    assert found.examples[:2] == (
        ReadOtherwise(40, "inquiry", "complaint"),
        ReadOtherwise(39, "inquiry", "complaint"),
    )


def test_nothing_changes_between_models_that_agree() -> None:
    assert compared([PastMessage(1, "a")], ["inquiry"], ["inquiry"]) == PastReadings(1, 0, ())
