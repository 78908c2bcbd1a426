"""The port `VectorStore`: a file and memory keep vectors by text alike."""

from pathlib import Path

import numpy as np
import pytest

from actions.answers.finding.sentence_vectors import VectorStore
from actions.answers.finding.vector_cache import VectorCache
from tests.actions.answers.finding.made_up import MemoryStore


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> VectorStore:
    """Each store, empty."""
    return VectorCache(tmp_path / "vectors.db", "v1") if request.param == "file" else MemoryStore()


def test_vectors_that_were_written_are_read(store: VectorStore) -> None:
    store.write({"zh\t几点开门": np.array([1, 2], np.float32), "en\topen": np.array([3, 4], np.float32)})
    store.write({"en\topen": np.array([5, 6], np.float32)})
    found = store.read(["en\topen", "zh\t几点开门", "en\tclosed"])
    assert {text: vector.tolist() for text, vector in found.items()} == {
        "en\topen": [5, 6],
        "zh\t几点开门": [1, 2],
    }


def test_nothing_is_known_at_first(store: VectorStore) -> None:
    assert store.read(["en\topen"]) == {}
    assert store.read([]) == {}
