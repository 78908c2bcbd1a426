"""Words about an answer: only assent says that it helped."""

import pytest

from actions.answers.showing.verdict_words import read_choice, read_verdict
from store.models.answers import ShowingOutcome

CONFIRMED, OTHER, UNCLEAR = (
    ShowingOutcome.CONFIRMED,
    ShowingOutcome.NOT_MY_QUESTION,
    ShowingOutcome.UNCLEAR,
)


@pytest.mark.parametrize(
    "text",
    [
        "有帮助",
        "嗯嗯，明白了，谢谢！",
        "好的谢谢",
        "哦，原来如此",
        "明白了👍",
        "解決了，多謝",
        "知道了",
        "yes",
        "Yes, thanks!",
        "Thanks, that helps",
        "ok got it",
        "Great, thank you",
        "👍🏻",
    ],
)
def test_assent_says_that_it_helped(text: str) -> None:
    assert read_verdict(text) is CONFIRMED


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("不是", OTHER),
        ("不是我问的", OTHER),
        ("答非所問", OTHER),
        ("That's not what I asked", OTHER),
        ("不", UNCLEAR),
        ("没用", UNCLEAR),
        ("还是不明白", UNCLEAR),
        ("No.", UNCLEAR),
        ("still unclear", UNCLEAR),
        ("not really", UNCLEAR),
    ],
)
def test_refusals_have_a_reason(text: str, verdict: ShowingOutcome) -> None:
    assert read_verdict(text) is verdict


@pytest.mark.parametrize(
    "text",
    [
        "谢谢",
        "thanks",
        "Thank you so much",
        "多谢啦",
        "",
        "😅",
        "那周日呢",
        "好的，那可以寄到香港吗",
        "yes but what about Sunday",
        "你好",
        "是的" * 20,
    ],
)
def test_other_words_say_nothing_of_it(text: str) -> None:
    assert read_verdict(text) is None


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("1", 1),
        ("２", 2),
        ("第二个", 2),
        ("第3條", 3),
        ("the first one", 1),
        ("都不是。", 0),
        ("None of these", 0),
        ("4", None),
    ],
)
def test_choice_in_words(text: str, choice: int | None) -> None:
    assert read_choice(text) == choice
