"""Documents are the files of the business below data/."""

import shutil
from pathlib import Path, PurePath

import pytest

from actions.documents.document_files import (
    REQUIRED,
    file_of,
    is_document,
    read_documents,
    read_present_documents,
)
from actions.settings.yaml_files import DataError
from tests.house import DATA


def test_shipped_documents_are_read_by_key() -> None:
    documents = read_documents(DATA)
    surveys = {f"surveys.{file.stem}" for file in (DATA / "surveys").glob("*.yml")}
    assert set(documents) == {*REQUIRED, *surveys}
    assert documents["replies.zh"].text == (DATA / "replies" / "zh.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "is_one"),
    [
        ("rules", True),
        ("replies.en", True),
        ("surveys.post_service", True),
        ("replies.fr", False),
        ("surveys.Bad", False),
        ("surveys.a/../b", False),
        ("console.en", False),
    ],
)
def test_only_known_keys_are_documents(key: str, *, is_one: bool) -> None:
    assert is_document(key) is is_one


def test_file_stands_where_data_has_it() -> None:
    assert [file_of(key) for key in ("rules", "surveys.effort")] == [
        PurePath("rules.yml"),
        PurePath("surveys/effort.yml"),
    ]


def test_missing_files_are_named_all_at_once(tmp_path: Path) -> None:
    shutil.copytree(DATA / "surveys", tmp_path / "surveys")
    with pytest.raises(DataError) as caught:
        read_documents(tmp_path)
    assert caught.value.problems == tuple(
        f"{tmp_path / file_of(key)}: the file is missing" for key in REQUIRED
    )


def test_folder_may_hold_some_of_them(tmp_path: Path) -> None:
    shutil.copy(DATA / "rules.yml", tmp_path)
    assert set(read_present_documents(tmp_path)) == {"rules"}


def test_folder_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="expected files such as"):
        read_present_documents(tmp_path)


def test_survey_needs_a_name_that_fits(tmp_path: Path) -> None:
    (tmp_path / "surveys").mkdir()
    (tmp_path / "surveys" / "Mine.yml").write_text("title: {}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"Mine\.yml: expected a name such as post_service\.yml"):
        read_present_documents(tmp_path)
