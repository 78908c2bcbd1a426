"""The port `Encoders`: the weights and what stands for them in tests give one vector for each text."""

from collections.abc import Sequence

import numpy as np
import pytest

from nlu.sentences.encoders import BothEncoders, Encoded, Encoders


class Lengths:
    """Stands for the encoders in tests of the child process."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        return np.array([[len(text), 1] for text in texts], np.float32).reshape(len(texts), 2)


@pytest.fixture(scope="module", params=[BothEncoders, Lengths])
def encoders(request: pytest.FixtureRequest) -> Encoders:
    """Each of them."""
    made: Encoders = request.param()
    return made


def test_each_text_has_a_vector(encoders: Encoders) -> None:
    vectors = encoders.encode(["怎么退货", "hello there", "怎么退货"])
    assert vectors.shape[0] == 3
    assert vectors.dtype == "float32"
    assert np.allclose(vectors[0], vectors[2])
    assert not np.allclose(vectors[0], vectors[1])


def test_no_texts_have_no_vectors(encoders: Encoders) -> None:
    assert encoders.encode([]).shape[0] == 0
