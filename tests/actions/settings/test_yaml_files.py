"""A data file that cannot be read is named, with the line."""

from pathlib import Path

import pytest

from actions.settings.yaml_files import DataError, load_yaml


def test_document_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("名字: [1, 2]\n", encoding="utf-8")
    assert load_yaml(file) == {"名字": [1, 2]}


def test_missing_document_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_yaml(tmp_path / "a.yml")
    assert caught.value.problems == (f"{tmp_path / 'a.yml'}: the file is missing",)


def test_broken_document_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("a: 1\nb: [2\nc: 3\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.yml, line 3: "):
        load_yaml(file)


def test_document_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes("名字: 1".encode("gb18030"))
    with pytest.raises(DataError, match="cannot be read"):
        load_yaml(file)
