"""The clauses of a message."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa


def test_clauses_end_at_marks_and_before_words_that_turn(rasa: Call) -> None:
    texts = ["前台很好，就是早餐少", "nice room but the lift was slow", "味道不错但是太咸", "ok!!", ""]
    assert rasa("tests.nlu.rasa_checks:clauses_of", texts) == [
        ["前台很好，", "就是早餐少"],
        ["nice room ", "but the lift was slow"],
        ["味道不错", "但是太咸"],
        ["ok!!"],
        [""],
    ]


def test_joined_clauses_are_the_text(rasa: Call) -> None:
    texts = ["…好！但，不。x", " a, b; though c.", "不但快，而且好"]
    found = rasa("tests.nlu.rasa_checks:clauses_of", texts)
    assert ["".join(parts) for parts in found] == texts
