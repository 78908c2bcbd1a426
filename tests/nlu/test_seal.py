"""The seal of a model file."""

import hashlib
import os
from pathlib import Path

import pytest

from nlu.seal import (
    Origin,
    SealBroken,
    SealMissing,
    SealStale,
    code_of,
    current,
    fingerprint,
    seal,
    usable,
    verify,
)

DIGEST = hashlib.sha256(b"weights" * 1000).hexdigest()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one component, one configuration and one file of messages."""
    project = tmp_path / "project"
    (project / "nlu" / "components").mkdir(parents=True)
    (project / "data").mkdir()
    (project / "nlu" / "components" / "step.py").write_text("one", encoding="utf-8")
    (project / "config.yml").write_text("pipeline: []", encoding="utf-8")
    (project / "data" / "praise.zh.yml").write_text("nlu: []", encoding="utf-8")
    return project


def trained(root: Path, name: str = "m", moment: int = 100, config: str = "config.yml") -> Path:
    """A sealed model file as training leaves it."""
    path = root / f"{name}.tar.gz"
    path.write_bytes(b"weights" * 1000)
    os.utime(path, (moment, moment))
    seal(path, Origin.of(root, root / config, root / "data"))
    return path


def change_component(root: Path) -> None:
    (root / "nlu" / "components" / "step.py").write_text("two", encoding="utf-8")


def test_verify_gives_the_sha256_of_an_untouched_model(root: Path) -> None:
    assert verify(trained(root), root) == DIGEST


def test_seal_file_is_read_by_sha256sum_and_says_what_the_model_was_made_from(root: Path) -> None:
    trained(root)
    lines = (root / "m.tar.gz.sha256").read_text().splitlines()
    assert lines == [
        f"{DIGEST}  m.tar.gz",
        f"# code {code_of(root)}",
        f"# config {fingerprint([root / 'config.yml'])}",
        f"# data {fingerprint([root / 'data' / 'praise.zh.yml'])}",
    ]


def test_verify_refuses_a_file_that_was_changed(root: Path) -> None:
    model = trained(root)
    model.write_bytes(b"weights" * 999 + b"Weights")
    with pytest.raises(SealBroken, match="was changed after it was trained"):
        verify(model, root)


def test_verify_refuses_a_model_of_other_components_in_one_clear_sentence(root: Path) -> None:
    model = trained(root)
    change_component(root)
    with pytest.raises(
        SealStale, match="trained by another version of Huifang: train again with `huifang nlu train`"
    ):
        verify(model, root)


def test_verify_refuses_a_seal_that_does_not_name_its_components(root: Path) -> None:
    model = trained(root)
    (root / "m.tar.gz.sha256").write_text(f"{DIGEST}  m.tar.gz\n")
    with pytest.raises(SealStale):
        verify(model, root)


def test_verify_takes_a_model_of_another_configuration(root: Path) -> None:
    (root / "config.diet.yml").write_text("pipeline: [other]", encoding="utf-8")
    assert verify(trained(root, config="config.diet.yml"), root) == DIGEST


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_verify_refuses_a_file_without_readable_seal_and_says_the_way_out(
    root: Path, content: bytes | None
) -> None:
    model = trained(root)
    beside = root / "m.tar.gz.sha256"
    beside.unlink() if content is None else beside.write_bytes(content)
    with pytest.raises(SealMissing, match="huifang nlu train"):
        verify(model, root)


def test_usable_is_the_fitting_model_trained_last(root: Path) -> None:
    newer, _ = trained(root, "b", moment=200), trained(root, "c", moment=100)
    (root / "config.diet.yml").write_text("pipeline: [other]", encoding="utf-8")
    trained(root, "a", moment=300, config="config.diet.yml")
    assert usable(root, root) == newer


def test_usable_passes_over_models_without_seal(root: Path) -> None:
    (root / "stray.tar.gz").touch()
    assert usable(root, root) is None


@pytest.mark.parametrize("changed", ["nlu/components/step.py", "config.yml"])
def test_usable_is_nothing_after_a_change_of_code_or_configuration(root: Path, changed: str) -> None:
    trained(root)
    (root / changed).write_text("changed", encoding="utf-8")
    assert usable(root, root) is None


def test_usable_stays_after_a_change_of_the_messages(root: Path) -> None:
    model = trained(root)
    (root / "data" / "praise.zh.yml").write_text("nlu: [more]", encoding="utf-8")
    assert usable(root, root) == model


def test_usable_of_no_folder_is_nothing(root: Path) -> None:
    assert usable(root / "models", root) is None


def test_current_is_the_usable_model(root: Path) -> None:
    model = trained(root)
    assert current(root, root) == model


def test_current_says_what_to_do_where_there_is_no_model(root: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no model in .*: train one with `huifang nlu train`"):
        current(root, root)


def test_current_says_what_to_do_where_all_models_are_of_other_code(root: Path) -> None:
    trained(root)
    change_component(root)
    with pytest.raises(SealStale, match="train again with `huifang nlu train`"):
        current(root, root)


def test_fingerprint_changes_with_names_and_contents_only(tmp_path: Path) -> None:
    for folder, names in (("a", ("x.py", "y.py")), ("b", ("y.py", "x.py")), ("c", ("x.py", "z.py"))):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / name).write_text("same", encoding="utf-8")
    a, b, c = (fingerprint((tmp_path / folder).iterdir()) for folder in "abc")
    assert (a == b, a == c) == (True, False)
