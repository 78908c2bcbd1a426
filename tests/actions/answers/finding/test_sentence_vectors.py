import numpy as np
import pytest

from nlu.contract.errors import VectorsUnavailable
from nlu.contract.labels import Language
from tests.actions.answers.finding.made_up import MemoryStore, TermEncoder, sentence_vectors


async def test_known_text_is_not_encoded_again() -> None:
    encoder, store = TermEncoder(), MemoryStore()
    await sentence_vectors(encoder, store).known_or_encoded(["a b", "c d"], Language.EN)
    again = await sentence_vectors(encoder, store).known_or_encoded(["c d", "e f"], Language.EN)
    assert encoder.texts == ["a b", "c d", "e f"]
    assert set(again) == {"c d", "e f"}


async def test_languages_have_vectors_apart() -> None:
    vectors = sentence_vectors(TermEncoder())
    await vectors.encode(["menu"], Language.EN)
    in_english, in_chinese = [await vectors.known(["menu"], each) for each in (Language.EN, Language.ZH)]
    assert (set(in_english), dict(in_chinese)) == ({"menu"}, {})


async def test_question_is_encoded_and_not_stored() -> None:
    store = MemoryStore()
    vector = await sentence_vectors(TermEncoder(), store).of_question("parking", Language.EN)
    assert (len(store), round(float(np.linalg.norm(vector)), 4)) == (0, 1.0)


async def test_encoder_that_is_down_is_told() -> None:
    encoder = TermEncoder()
    encoder.is_down = True
    with pytest.raises(VectorsUnavailable):
        await sentence_vectors(encoder).of_question("parking", Language.EN)


async def test_question_that_is_asked_twice_is_encoded_once() -> None:
    encoder = TermEncoder()
    vectors = sentence_vectors(encoder)
    twice = [await vectors.of_question("parking", Language.EN) for _ in range(2)]
    assert encoder.texts == ["parking"]
    assert np.array_equal(twice[0], twice[1])
