from collections.abc import Callable
from pathlib import Path

import pytest

from actions.answers.entry import Entry, Wording
from actions.answers.finding.evaluation import QuestionWithKey
from actions.answers.finding.question_files import read_entry_lines, read_question_lines
from actions.settings.yaml_files import DataError
from nlu.contract.labels import Language

Write = Callable[..., Path]
PAY = '{"id": "pay", "lang": "en", "question": "How to pay?", "variants": ["Cards?"], "answer": "By card."}'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes lines into a file."""

    def write(*lines: str) -> Path:
        file = tmp_path / "lines.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        return file

    return write


def problems(read: Callable[[], object]) -> list[str]:
    with pytest.raises(DataError) as raised:
        read()
    return [each.partition("lines.jsonl")[2] for each in raised.value.problems]


def test_entries_are_read_with_their_variants(write: Write) -> None:
    wording = Wording(Language.EN, "How to pay?", ("Cards?",), "By card.")
    assert read_entry_lines(write(PAY, "")) == (Entry(1, "pay", 1, (wording,)),)


def test_entry_may_have_no_variants(write: Write) -> None:
    [found] = read_entry_lines(write('{"id": "a", "lang": "zh", "question": "问", "answer": "答"}'))
    assert found.wordings[0].variants == ()


def test_questions_are_read_with_or_without_an_entry(write: Write) -> None:
    file = write(
        '{"id": "1", "lang": "en", "text": "visa?", "answer": "pay"}',
        '{"id": "2", "lang": "zh", "text": "讲个笑话", "answer": null}',
    )
    assert read_question_lines(file, ["pay"]) == (
        QuestionWithKey("1", Language.EN, "visa?", "pay"),
        QuestionWithKey("2", Language.ZH, "讲个笑话", None),
    )


def test_wrong_lines_are_named_by_file_and_line(write: Write) -> None:
    found = problems(lambda: read_entry_lines(write(PAY, "{", '{"id": "b", "lang": "fr"}', "[]", PAY)))
    assert [each.split(":")[0] for each in found] == [
        ", line 2",
        ", line 3",
        ", line 3",
        ", line 3",
        ", line 4",
        ", line 5",
    ]
    assert found[-1] == ", line 5: id 'pay' stands in line 1 too; rename one"
    assert found[2] == ", line 3: question: Field required"


def test_answer_that_is_no_entry_is_named(write: Write) -> None:
    file = write('{"id": "1", "lang": "en", "text": "visa?", "answer": "cards"}')
    assert problems(lambda: read_question_lines(file, ["pay"])) == [
        ", line 1: answer: there is no entry 'cards'"
    ]


def test_question_must_say_its_answer(write: Write) -> None:
    file = write('{"id": "1", "lang": "en", "text": "visa?"}')
    assert problems(lambda: read_question_lines(file, [])) == [", line 1: answer: Field required"]


def test_empty_file_is_named(write: Write) -> None:
    assert problems(lambda: read_entry_lines(write(""))) == [": there is no line in this file"]


def test_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_bytes(b"\xff\xfe\x00")
    assert problems(lambda: read_entry_lines(tmp_path / "lines.jsonl"))[0].startswith(": cannot be read")
