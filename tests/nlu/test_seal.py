"""The seal of a model file."""

import hashlib
import os
from pathlib import Path

import pytest

from nlu.seal import SealBroken, SealMissing, newest, seal, verify


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "m.tar.gz"
    path.write_bytes(b"weights" * 1000)
    return path


def test_seal_is_the_sha256_of_the_file(model: Path) -> None:
    expected = hashlib.sha256(b"weights" * 1000).hexdigest()
    assert (seal(model), verify(model)) == (expected, expected)


def test_seal_file_is_read_by_sha256sum(model: Path) -> None:
    digest = seal(model)
    assert model.with_name("m.tar.gz.sha256").read_text() == f"{digest}  m.tar.gz\n"


def test_verify_refuses_a_file_that_was_changed(model: Path) -> None:
    seal(model)
    model.write_bytes(b"weights" * 999 + b"Weights")
    with pytest.raises(SealBroken, match="was changed after it was trained"):
        verify(model)


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_verify_refuses_a_file_without_readable_seal_and_says_the_way_out(
    model: Path, content: bytes | None
) -> None:
    if content is not None:
        model.with_name("m.tar.gz.sha256").write_bytes(content)
    with pytest.raises(SealMissing, match="huifang nlu train"):
        verify(model)


def test_newest_is_the_model_trained_last(tmp_path: Path) -> None:
    for name, moment in (("b.tar.gz", 100), ("a.tar.gz", 200), ("c.tar.gz.sha256", 300)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (moment, moment))
    assert newest(tmp_path) == tmp_path / "a.tar.gz"


def test_newest_says_what_to_do_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="huifang nlu train"):
        newest(tmp_path)
