"""Texts are complete in every language, and a mistake in them is named at the start."""

import shutil
from pathlib import Path

import pytest

from actions.settings.house import House
from actions.settings.replies import Reply, load_replies
from actions.settings.yaml_files import DataError
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
