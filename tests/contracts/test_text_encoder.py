"""The port `TextEncoder`: a child process and the made-up encoder of tests turn texts into vectors alike."""

import sys
from collections.abc import AsyncIterator

import pytest

from actions.answers.finding.text_encoder import TextEncoder
from nlu.sentences.child_encoder import ChildEncoder
from tests.actions.answers.finding.made_up import TermEncoder

LENGTHS = """
import sys, numpy as np
from nlu.sentences.encoders import answer_requests
class Lengths:
    def encode(self, texts):
        return np.array([[len(text), 1] for text in texts], np.float32).reshape(len(texts), 2)
answer_requests(Lengths(), sys.stdin.buffer, sys.stdout.buffer)
"""


@pytest.fixture(params=["child", "made up"])
async def encoder(request: pytest.FixtureRequest) -> AsyncIterator[TextEncoder]:
    """Each encoder."""
    made: TextEncoder = (
        ChildEncoder((sys.executable, "-c", LENGTHS)) if request.param == "child" else TermEncoder()
    )
    yield made
    await made.close()


async def test_each_text_has_a_vector_of_the_same_width(encoder: TextEncoder) -> None:
    vectors = await encoder.encode(["when do you open", "退货吗", "when do you open"])
    assert vectors.shape[0] == 3
    assert vectors.dtype == "float32"
    assert (vectors[0] == vectors[2]).all()
    assert (vectors[0] != vectors[1]).any()


async def test_texts_are_encoded_after_closing_too(encoder: TextEncoder) -> None:
    before = await encoder.encode(["refund"])
    await encoder.close()
    assert (await encoder.encode(["refund"]) == before).all()
