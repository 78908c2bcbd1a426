"""What an answer may hold, in files, in requests and in versions."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from actions.answers.document import read_content
from actions.answers.entry import AnswerFile, Entry, LinkButton, LinkedFile, Wording
from nlu.contract.labels import Language

FULL: dict[str, Any] = {
    "outlet": "north",
    "starts": "2026-12-01",
    "ends": "2026-12-31",
    "tags": ["hours"],
    "wordings": {
        "zh": {
            "question": "几点开门？",
            "variants": ["营业时间"],
            "answer": "今天 {hours_today}。",
            "buttons": [{"text": "地图", "url": "https://example.com/map"}],
        },
        "en": {"question": "When do you open?", "answer": "At nine."},
    },
    "attachments": [{"name": "plan.pdf", "url": "https://example.com/plan.pdf"}],
    "files": [{"name": "menu.pdf", "sha256": "0" * 64}],
}


def test_content_is_read_back_as_it_was_written() -> None:
    assert read_content(FULL).content() == FULL


def test_document_becomes_an_entry() -> None:
    assert read_content(FULL).entry(7, "hours", 3) == Entry(
        7,
        "hours",
        3,
        (
            Wording(
                Language.ZH,
                "几点开门？",
                ("营业时间",),
                "今天 {hours_today}。",
                (LinkButton("地图", "https://example.com/map"),),
            ),
            Wording(Language.EN, "When do you open?", (), "At nine."),
        ),
        "north",
        date(2026, 12, 1),
        date(2026, 12, 31),
        ("hours",),
        (LinkedFile("plan.pdf", "https://example.com/plan.pdf"),),
        (AnswerFile("menu.pdf", "0" * 64),),
    )


@pytest.mark.parametrize(
    ("wording", "message"),
    [
        ({"question": "？？", "answer": "a"}, "at least one letter"),
        ({"question": "q", "answer": "at {opening}"}, "{opening} is not filled in"),
        ({"question": "q", "answer": "at {hours_today"}, "every brace in a pair"),
        ({"question": "q", "answer": "at {}"}, "around a name alone"),
        ({"question": "q", "answer": "call {phone:d}"}, "around a name alone"),
        ({"question": "q", "answer": "call {phone!q}"}, "around a name alone"),
        ({"question": "q", "answer": "call {phone:>999999999}"}, "around a name alone"),
        ({"question": "Open?", "variants": ["open"], "answer": "a"}, "same question as 'Open\\?'"),
        ({"question": "q", "answer": " "}, "at least 1 character"),
        ({"question": "q", "answer": "a", "varients": []}, "Extra inputs"),
    ],
)
def test_mistakes_say_what_is_expected(wording: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        read_content({"wordings": {"en": wording}})


def test_text_that_cannot_be_stored_is_refused() -> None:
    with pytest.raises(ValidationError, match="expected a text without NUL"):
        read_content(FULL | {"tags": ["a\0b"]})


def test_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValidationError, match="on the day of `starts` or after it"):
        read_content({**FULL, "ends": "2026-11-30"})


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            [{"name": "menu.exe", "sha256": "0" * 64}],
            "'menu.exe': expected a file name with one of the endings",
        ),
        ([{"name": "../menu.pdf", "sha256": "0" * 64}], "expected a file name"),
        ([{"name": "menu.pdf", "sha256": "0" * 63}], "should match pattern"),
        ([{"name": f"{name}.pdf", "sha256": "0" * 64} for name in "ab"], "'b.pdf' is there twice"),
        ([{"name": "a.pdf", "sha256": f"{number:064}"} for number in range(4)], "at most 3 items"),
    ],
)
def test_mistakes_in_files_say_what_is_expected(files: list[dict[str, str]], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        read_content(FULL | {"files": files})
