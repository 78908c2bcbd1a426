from pathlib import Path

import pytest

from bot.sandbox.replay.replay_file import BadReplayFile, ReplayLine, read_replay_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "messages.jsonl"


def problems(file: Path) -> list[str]:
    with pytest.raises(BadReplayFile) as caught:
        read_replay_file(file)
    return [problem.replace(str(file), "FILE") for problem in caught.value.problems]


def test_lines_are_read_with_all_fields(file: Path) -> None:
    file.write_text(
        '{"id": "a-1", "lang": "en", "intent": "praise", "text": "Lovely place", "source": "x"}\n'
        "\n"
        '{"text": "什么时候到？"}\n'
        '{"id": 7, "text": "ok", "lang": "fr"}\n',
        encoding="utf-8",
    )
    assert read_replay_file(file) == [
        ReplayLine("a-1", "Lovely place", "praise", "en"),
        ReplayLine("3", "什么时候到？", None, "zh-hans"),
        ReplayLine("7", "ok", None, "en"),
    ]


@pytest.mark.parametrize(
    ("text", "lang", "code"),
    [
        ("hello", "zh", "zh-hans"),
        ("你好", "en", "en"),
        ("hello 你好", None, "zh-hans"),
        ("hello", None, "en"),
    ],
)
def test_the_language_is_in_the_line_or_found_in_the_text(
    file: Path, text: str, lang: str | None, code: str
) -> None:
    field = f', "lang": "{lang}"' if lang else ""
    file.write_text(f'{{"text": "{text}"{field}}}', encoding="utf-8")
    assert read_replay_file(file)[0].language_code == code


def test_all_bad_lines_are_named(file: Path) -> None:
    rows = [
        "{",
        "[]",
        '{"id": 1}',
        '{"text": " "}',
        '{"text": 5}',
        '{"text": "' + "x" * 4097 + '"}',
        '{"text": "ok"}',
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    empty = "`text` must be a text that is not empty"
    assert problems(file) == [
        "FILE:1: is not JSON; expected one object a line",
        'FILE:2: expected an object such as {"text": "…"}',
        f"FILE:3: {empty}",
        f"FILE:4: {empty}",
        f"FILE:5: {empty}",
        "FILE:6: `text` is longer than a message can be (4096 UTF-16 units)",
    ]


def test_a_file_without_messages_is_named(file: Path) -> None:
    file.write_text("\n\n", encoding="utf-8")
    assert problems(file) == ["FILE: holds no messages"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(file: Path, content: bytes | None) -> None:
    if content is not None:
        file.write_bytes(content)
    assert [problem.split(":")[:2] for problem in problems(file)] == [["FILE", " cannot be read"]]
