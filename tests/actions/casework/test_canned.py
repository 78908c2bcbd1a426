"""Ready replies are complete in both languages, and leave what is missing to staff."""

from pathlib import Path

import pytest

from actions.casework.canned import CannedReply, MacroActions, load_canned, unknown_reasons
from actions.settings.yaml_files import DataError
from actions.turn.chinese_form import ChineseForm
from nlu.contract.labels import Language
from store.models.cases import Priority
from tests.conftest import DATA

TWO = """
greeting:
  title: {zh: 问候, en: Greeting}
  text: {zh: "{name}您好，我是{staff}。", en: "Hello {name}, I am {staff}."}
closing:
  title: {zh: 结束, en: Closing}
  text: {zh: 再见, en: Goodbye}
"""


ONE = "a:\n  title: {zh: 一, en: one}\n  text: {zh: 一, en: one}\n"


def written(folder: Path, text: str) -> Path:
    file = folder / "canned.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_replies_keep_their_order_and_are_filled(tmp_path: Path) -> None:
    greeting, closing = load_canned(written(tmp_path, TWO))
    assert (greeting.key, closing.title[Language.EN]) == ("greeting", "Closing")
    assert greeting.filled(Language.EN, {"name": "Ann", "staff": "Lee"}) == "Hello Ann, I am Lee."
    assert greeting.filled(Language.ZH, {"name": "", "staff": "Lee"}) == "[name]您好，我是Lee。"


def test_reply_is_in_traditional_characters_and_names_as_they_are() -> None:
    reply = CannedReply("a", {}, {Language.ZH: "{name}，这里有短信", Language.EN: "This is 短信, {name}"})
    filled = [
        reply.filled(language, {"name": "陈"}, form)
        for language, form in (
            (Language.ZH, ChineseForm.TAIWAN),
            (Language.ZH, ChineseForm.HONG_KONG),
            (Language.EN, ChineseForm.TAIWAN),
        )
    ]
    assert filled == ["陈，這裡有簡訊", "陈，這裏有短信", "This is 短信, 陈"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n", "must be a mapping"),
        ("a: {title: {zh: 一}, text: {zh: 一, en: one}}\n", "a.title is missing in en"),
        ("a: {title: {zh: 一, en: one}, text: {zh: 一, en: '{order}'}}\n", "a.text has {order}"),
        (
            "a: {title: {zh: 一, en: one}, text: {zh: 一, en: '{}'}}\n",
            "a.text has a brace out of order",
        ),
        ("a: {title: {zh: 一, en: one}}\n", "text"),
        (
            f"a: {{title: {{zh: 一, en: one}}, text: {{zh: 一, en: {'o' * 3501}}}}}\n",
            "a.text.en is longer than 3500 characters",
        ),
        (
            'a: {title: {zh: 一, en: "o\\0"}, text: {zh: 一, en: one}}\n',
            "a.title.en has NUL or a lone surrogate",
        ),
    ],
)
def test_broken_file_is_refused_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(DataError) as caught:
        load_canned(written(tmp_path, text))
    assert problem in str(caught.value)


def test_macros_are_read_and_their_ways_to_settle_checked(tmp_path: Path) -> None:
    macro = f"{ONE}  actions: {{priority: high, settle: refunded}}\n"
    (read,) = load_canned(written(tmp_path, macro))
    assert read.actions == MacroActions(priority=Priority.HIGH, settle="refunded")
    assert unknown_reasons([read], {"refunded"}) == []
    assert unknown_reasons([read], {"solved"}) == [
        "canned.yml: a.actions.settle is refunded, not among `settle_reasons`"
    ]
    with pytest.raises(DataError):
        load_canned(written(tmp_path, macro.replace("high", "highest")))


def test_shipped_replies_are_well() -> None:
    assert len(load_canned(DATA / "canned.yml")) > 1
