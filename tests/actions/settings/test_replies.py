"""Texts are complete in every language, and a mistake in them is named at the start."""

import shutil
from pathlib import Path

import pytest

from actions.settings.house import House
from actions.settings.replies import Reply, load_replies
from actions.settings.text_files import placeholders
from actions.settings.yaml_files import DataError
from actions.turn.chinese_form import ChineseForm, in_form
from actions.turn.text_language import HANS, HANT, read_language
from nlu.contract.labels import Language

SHIPPED = Path(__file__).parents[3] / "data" / "replies"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "replies"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_shipped_texts_exist_in_every_language(house: House) -> None:
    assert {language: set(texts) for language, texts in house.replies.texts.items()} == {
        language: set(Reply) for language in Language
    }


def test_placeholders_are_filled(house: House) -> None:
    said = house.replies.text(Language.EN, Reply.ORDER_NOTED, order="7731", reference="HF-000001")
    assert said == "Thank you, order number 7731 is now part of HF-000001."


def test_missing_text_is_named(folder: Path) -> None:
    change(folder / "zh.yml", "unknown_command:", "unknown_comand:")
    with pytest.raises(DataError) as caught:
        load_replies(folder)
    assert caught.value.problems == (
        f"{folder / 'zh.yml'}: the text 'unknown_command' is missing or empty",
        f"{folder / 'zh.yml'}: 'unknown_comand' is no text that Huifang uses; is it misspelt?",
    )


def test_placeholder_that_one_language_lacks_is_named(folder: Path) -> None:
    change(folder / "en.yml", "{credited}", "them")
    with pytest.raises(DataError, match=r"en\.yml: the text 'praise.credited' lacks \{credited\}"):
        load_replies(folder)


def test_file_that_is_no_mapping_is_named(folder: Path) -> None:
    (folder / "en.yml").write_text("- a\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"en\.yml: the file must be a mapping"):
        load_replies(folder)


SAID_OFTEN = (
    Reply.COMPLAINT_ADDED,
    Reply.INQUIRY,
    Reply.INQUIRY_ADDED,
    Reply.PRAISE,
    Reply.UNCLEAR,
    Reply.GREET,
    Reply.THANKS,
    Reply.BYE,
    Reply.OUT_OF_SCOPE,
    Reply.COMPLAINT,
    Reply.ATTACHMENT,
    Reply.ATTACHMENT_CASE,
    Reply.HUMAN,
    Reply.STATE,
)


@pytest.mark.parametrize("language", list(Language))
def test_what_is_said_often_has_several_wordings(house: House, language: Language) -> None:
    assert [reply for reply in SAID_OFTEN if house.replies.count(language, reply) < 3] == []


@pytest.mark.parametrize("form", list(ChineseForm))
def test_every_wording_is_whole_in_every_form_of_chinese(house: House, form: ChineseForm) -> None:
    for reply, wordings in house.replies.texts[Language.ZH].items():
        for wording in wordings:
            converted = in_form(wording, form)
            assert (reply, placeholders(converted)) == (reply, placeholders(wording))
            filled = converted.format(**dict.fromkeys(placeholders(converted), "X1"))
            assert read_language(filled) is None or is_written_in(filled, form)


def is_written_in(text: str, form: ChineseForm) -> bool:
    """Whether no character of the text belongs to another form."""
    found = read_language(text)
    other = HANT if form is ChineseForm.SIMPLIFIED else HANS
    return found is None or found.tag != other
