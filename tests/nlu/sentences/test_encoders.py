import io
import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlu.sentences.encoders import HEADER, PARTS, BothEncoders, answer_requests


class Lengths:
    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[len(text), 1] for text in texts], np.float32)


def test_each_request_gets_a_header_and_its_numbers() -> None:
    requests = io.BytesIO(b"".join(json.dumps(texts).encode() + b"\n" for texts in (["ab", "c"], ["退货"])))
    replies = io.BytesIO()
    answer_requests(Lengths(), requests, replies)
    written = replies.getvalue()
    assert HEADER.unpack(written[:8]) == (2, 2)
    assert np.frombuffer(written[8:24], np.float32).tolist() == [2, 1, 1, 1]
    assert np.frombuffer(written[32:], np.float32).tolist() == [2, 1]


def test_both_encoders_put_one_question_in_two_languages_closer_than_two_questions() -> None:
    vectors = BothEncoders().encode(["怎么退货", "how do I return it", "where can I park", "a\0b", ""])
    assert vectors.shape == (5, sum(PARTS))
    for part in np.split(vectors[:3], [PARTS[0]], axis=1):
        near = part @ part.T
        assert near[0, 1] > near[0, 2]
