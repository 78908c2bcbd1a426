"""The seal of a model file."""

import hashlib
from pathlib import Path

import pytest

from nlu.training.checksum import SealBroken, SealMissing, SealStale, code_of, fingerprint, fits, verify
from tests.nlu.made_up import change_component, trained

DIGEST = hashlib.sha256(b"weights" * 1000).hexdigest()


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


def test_fits_what_the_present_code_and_configuration_trained(root: Path) -> None:
    model = trained(root)
    before = fits(model, root)
    change_component(root)
    assert (before, fits(model, root), fits(root / "no.tar.gz", root)) == (True, False, False)


def test_fingerprint_changes_with_names_and_contents_only(tmp_path: Path) -> None:
    for folder, names in (("a", ("x.py", "y.py")), ("b", ("y.py", "x.py")), ("c", ("x.py", "z.py"))):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / name).write_text("same", encoding="utf-8")
    a, b, c = (fingerprint((tmp_path / folder).iterdir()) for folder in "abc")
    assert (a == b, a == c) == (True, False)
