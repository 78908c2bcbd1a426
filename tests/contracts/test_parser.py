"""The ports `Parser` and `ParserHolder`: a model and a named parser answer in Rasa's form, one text each."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.parser import NamedParser, RecordingEndpoints
from tests.nlu.conftest import Call

Parsed = tuple[str, list[dict[str, Any]]]
Parse = Callable[[Sequence[str]], Parsed]


@pytest.fixture(params=[pytest.param("model", marks=pytest.mark.rasa), "named"])
def parse(request: pytest.FixtureRequest) -> Parse:
    if request.param == "named":
        parser = NamedParser("made-up")
        return lambda texts: (parser.identity, parser.parse(texts))
    rasa: Call = request.getfixturevalue("rasa")
    model: Path = request.getfixturevalue("small_model")

    def on_the_rasa_side(texts: Sequence[str]) -> Parsed:
        identity, answers = rasa("tests.contracts.rasa_parts:parsed", str(model), list(texts))
        return identity, answers

    return on_the_rasa_side


def test_parser_answers_each_text_in_rasas_form(parse: Parse) -> None:
    texts = ["太难吃了", "", "/praise"]
    identity, answers = parse(texts)
    assert identity != ""
    assert [answer["text"] for answer in answers] == texts
    for answer in answers:
        first = answer["intent_ranking"][0]
        assert (first["name"], first["confidence"]) == (
            answer["intent"]["name"],
            answer["intent"]["confidence"],
        )


def test_parser_answers_nothing_with_nothing(parse: Parse) -> None:
    assert parse([])[1] == []


@pytest.mark.rasa
def test_endpoints_answer_with_the_parser_that_was_swapped_in(rasa: Call) -> None:
    assert rasa("tests.contracts.rasa_parts:identity_after_swap") == "second"


def test_recording_endpoints_keep_the_parser_that_was_swapped_in() -> None:
    endpoints = RecordingEndpoints()
    endpoints.swap(NamedParser("second"))
    assert endpoints.given == ["second"]
