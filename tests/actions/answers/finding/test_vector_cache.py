from pathlib import Path

import numpy as np

from actions.answers.finding.vector_cache import VectorCache

VECTOR = np.array([1.5, -2], np.float32)


def test_vectors_are_read_by_their_text(tmp_path: Path) -> None:
    VectorCache(tmp_path / "vectors.db", "v1").write({"怎么退货": VECTOR})
    found = VectorCache(tmp_path / "vectors.db", "v1").read(["怎么退货", "another"])
    assert {text: vector.tolist() for text, vector in found.items()} == {"怎么退货": [1.5, -2]}


def test_another_version_does_not_read_them(tmp_path: Path) -> None:
    VectorCache(tmp_path / "vectors.db", "v1").write({"a": VECTOR})
    assert VectorCache(tmp_path / "vectors.db", "v2").read(["a"]) == {}


def test_more_texts_than_a_query_may_have_are_read(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors.db", "v1")
    cache.write({str(number): VECTOR for number in range(1200)})
    assert len(cache.read([str(number) for number in range(1200)])) == 1200


def test_broken_file_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "vectors.db").write_bytes(b"no database at all, and long enough to be read as one" * 40)
    cache = VectorCache(tmp_path / "vectors.db", "v1")
    cache.write({"a": VECTOR})
    assert cache.read(["a"]) == {}


def test_file_holds_no_text(tmp_path: Path) -> None:
    VectorCache(tmp_path / "vectors.db", "v1").write({"a question of the business": VECTOR})
    assert b"question" not in (tmp_path / "vectors.db").read_bytes()
