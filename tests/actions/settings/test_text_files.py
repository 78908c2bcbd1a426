"""Texts for people: checked whole, with every problem named."""

from pathlib import Path

import pytest

from actions.settings.text_files import load_wording, load_wordings, placeholders
from actions.settings.yaml_files import DataError
from nlu.contract.labels import Language

EXPECTED = ("greeting", "case.opened")


def write(folder: Path, zh: str, en: str) -> Path:
    (folder / "zh.yml").write_text(zh, encoding="utf-8")
    (folder / "en.yml").write_text(en, encoding="utf-8")
    return folder


def problems_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(DataError) as raised:
        load_wording(folder, EXPECTED)
    return raised.value.problems


def test_nested_names_are_joined_by_dots(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        "greeting: 您好\ncase:\n  opened: 编号 {reference}\n",
        "greeting: Hello\ncase:\n  opened: |\n    Number {reference}\n",
    )
    assert load_wording(folder, EXPECTED) == {
        Language.ZH: {"greeting": "您好", "case.opened": "编号 {reference}"},
        Language.EN: {"greeting": "Hello", "case.opened": "Number {reference}"},
    }


def test_every_missing_and_misspelt_text_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, "greeting: 您好\n", "greeting: ''\ncase: {opened: Number, closed: Over}\n")
    assert problems_of(folder) == (
        f"{folder / 'zh.yml'}: the text 'case.opened' is missing or empty",
        f"{folder / 'en.yml'}: the text 'greeting' is missing or empty",
        f"{folder / 'en.yml'}: 'case.closed' is no text that Huifang uses; is it misspelt?",
    )


def test_text_that_is_no_text_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, "greeting: 7\n", "greeting: Hello\n")
    assert problems_of(folder) == (f"{folder / 'zh.yml'}: greeting must be a mapping of names to texts",)


def test_placeholder_of_one_language_only_is_named(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        "greeting: 您好\ncase: {opened: 编号}\n",
        "greeting: Hello\ncase: {opened: 'Number {reference}'}\n",
    )
    assert problems_of(folder) == (
        f"{folder / 'zh.yml'}: the text 'case.opened' lacks {{reference}}, which another wording has",
    )


def test_brace_out_of_order_is_named(tmp_path: Path) -> None:
    folder = write(
        tmp_path, "greeting: '您好 {'\ncase: {opened: 编号}\n", "greeting: Hello\ncase: {opened: Number}\n"
    )
    assert problems_of(folder) == (
        f"{folder / 'zh.yml'}: the text 'greeting' has a brace out of order; a literal one is written twice",
    )


def test_text_may_have_several_wordings_in_each_language(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        "greeting: [您好, 您来啦]\ncase: {opened: '编号 {reference}'}\n",
        "greeting: Hello\ncase: {opened: ['Number {reference}', 'It is {reference}']}\n",
    )
    assert load_wordings(folder, EXPECTED) == {
        Language.ZH: {"greeting": ("您好", "您来啦"), "case.opened": ("编号 {reference}",)},
        Language.EN: {"greeting": ("Hello",), "case.opened": ("Number {reference}", "It is {reference}")},
    }
    assert problems_of(folder) == (
        f"{folder / 'zh.yml'}: the text 'greeting' has several wordings, but only one is used",
        f"{folder / 'en.yml'}: the text 'case.opened' has several wordings, but only one is used",
    )


def test_mistake_in_any_wording_is_named(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        "greeting: [您好, '']\ncase: {opened: ['编号 {reference}', 编号]}\n",
        "greeting: [Hello, Hello]\ncase: {opened: 'Number {reference}'}\n",
    )
    assert problems_of(folder) == (
        f"{folder / 'zh.yml'}: the text 'greeting' is missing or empty",
        f"{folder / 'en.yml'}: the text 'greeting' has the same wording twice",
    )
    write(
        tmp_path,
        "greeting: 您好\ncase: {opened: ['编号 {reference}', 编号]}\n",
        "greeting: Hello\ncase: {opened: 'Number {reference}'}\n",
    )
    assert problems_of(folder) == (
        f"{folder / 'zh.yml'}: the text 'case.opened' lacks {{reference}}, which another wording has",
    )


def test_placeholders_are_the_names_in_braces() -> None:
    assert placeholders("{a} and {b} and {{c}}") == {"a", "b"}


@pytest.mark.parametrize("text", ["{}", "{:d}", "{a:d}", "{a!q}", "{a!r}", "{a:>9}", "{a", "a}"])
def test_braces_hold_a_name_alone(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        placeholders(text)


def test_text_that_no_message_holds_is_named(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        f"greeting: {'好' * 3501}\ncase: {{opened: 编号}}\n",
        'greeting: Hello\ncase: {opened: "Number \\ud83d"}\n',
    )
    assert problems_of(folder) == (
        f"{folder / 'zh.yml'}: the text 'greeting' is longer than 3500 characters",
        f"{folder / 'en.yml'}: the text 'case.opened' has NUL or a lone surrogate",
    )
