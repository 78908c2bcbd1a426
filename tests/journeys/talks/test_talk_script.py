from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.journeys.talks.talk_script import (
    UNSAID,
    Expected,
    ExpectedCases,
    ExpectedSurvey,
    Move,
    TalkScript,
    Turn,
    read_talks,
)

ONE = """
- id: two-words-07
  about: all sides of a talk
  turns:
    - {say: hello, replies: [1, 2], says_any: [a, [b, [c]]], language: en}
    - {forward: Buy!, from: user, name: Dana}
  end: {cases: {count: [0, 1]}, order_number: null, survey: {answers: {score: 4, why: [x, y], more: z}}}
"""


def test_the_talks_are_many_and_in_both_languages() -> None:
    talks = read_talks()
    chinese = [talk.id for talk in talks if (talk.language_code or "").startswith("zh")]
    assert len(talks) >= 100
    assert 0.4 < len(chinese) / len(talks) < 0.6


def test_a_talk_is_read_from_yaml(tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text(ONE)
    hello = Turn(Move(say="hello"), Expected(replies=(1, 2), says_any=("a", "b", "c"), language=("en",)))
    advert = Turn(Move(forward="Buy!", source="user", name="Dana"), Expected())
    answers = ExpectedSurvey({"score": 4, "why": ("x", "y"), "more": "z"})
    end = Expected(cases=ExpectedCases(count=(0, 1)), order_number=None, survey=answers)
    (talk,) = read_talks(tmp_path)
    assert talk == TalkScript("two-words-07", "all sides of a talk", (hello, advert), end=end)
    assert (talk.kind, Expected().order_number) == ("two-words", UNSAID)


def test_a_field_that_is_not_known_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text("- {id: a-1, about: x, turns: [{say: hello, replys: [1, 1]}]}")
    with pytest.raises(ValidationError, match="replys"):
        read_talks(tmp_path)


def test_an_id_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text("- {id: a-1, about: x, turns: []}")
    with pytest.raises(ValueError, match=r"one id: \['a-1'\]"):
        read_talks(tmp_path)
