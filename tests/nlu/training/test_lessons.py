"""Labelled messages sorted into those that teach and those that test."""

import json
from pathlib import Path

import pytest

from nlu.training.authored import AuthoredMessage, BadLessons, read_messages
from nlu.training.lessons import FEW, LessonSplit, read_lessons, split_lessons, write_lessons


def lesson(text: str, intent: str = "praise", language: str = "en") -> AuthoredMessage:
    return AuthoredMessage(intent, language, text)


def line(**fields: object) -> str:
    return json.dumps(fields)


def test_read_lessons_cleans_texts_into_one_line() -> None:
    lines = [line(text=" /very\nnice\u0000 ", intent="praise", language="en"), "\n"]
    assert read_lessons(lines) == [lesson("very nice")]


@pytest.mark.parametrize(
    "odd",
    [
        "{",
        "[]",
        "1",
        line(text="a", intent="praise"),
        line(text=1, intent="praise", language="en"),
        line(text="a", intent="weather", language="en"),
        line(text="a", intent="praise", language="fr"),
    ],
)
def test_read_lessons_names_the_line_that_is_odd(odd: str) -> None:
    with pytest.raises(BadLessons, match="line 2"):
        read_lessons([line(text="a", intent="praise", language="en"), odd])


def test_few_lessons_all_teach() -> None:
    few = [lesson(f"text number {number}") for number in range(FEW - 1)]
    assert split_lessons(few, []) == LessonSplit(tuple(few), (), 0)


def test_some_of_many_test_and_keep_their_use_when_more_come() -> None:
    many = [lesson(f"lesson {number} of {number * 7}") for number in range(400)]
    first, later = split_lessons(many[:200], []), split_lessons(many, [])
    shares = len(later.held_back) / len(many), len(later.held_back) + len(later.teaching)
    assert (set(first.held_back) <= set(later.held_back), 0.1 < shares[0] < 0.3, shares[1]) == (
        True,
        True,
        400,
    )


def test_last_label_of_a_text_counts() -> None:
    labels = [lesson("So slow!", "inquiry"), lesson("so slow", "complaint")]
    assert split_lessons(labels, []).teaching == (lesson("so slow", "complaint"),)


def test_what_is_like_a_measured_message_is_left_out() -> None:
    labels = [lesson("The courier left it at the wrong door again!"), lesson("Lovely tea")]
    assert split_lessons(labels, ["the courier left it at the wrong door again"]) == LessonSplit(
        (lesson("Lovely tea"),), (), 1
    )


def test_written_lessons_are_read_by_the_trainer_and_replace_older_ones(tmp_path: Path) -> None:
    odd = ["- a dash", "a: colon", "#hash", "\"quote'", "…", "👍🏽", "{x}", "%", "!"]
    write_lessons([lesson("old", "bye", "zh")], tmp_path)
    write_lessons([*map(lesson, odd), lesson("还没到", "inquiry", "zh")], tmp_path)
    assert read_messages(tmp_path) == [lesson("还没到", "inquiry", "zh"), *map(lesson, odd)]
