"""Questions are compared without width, case, blanks, punctuation and script."""

import pytest

from actions.answers.normal_question import normalised


@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("你们几点开门？", "你們 幾點 開門"),
        ("ＷｉＦｉ 密码是多少", "wifi密码是多少?"),
        ("When is support available? ", "when is  support available"),
        ("What's the price", "Whats the price?"),
        ("can I return it 😊", "Can I return it"),
        ("支持5G吗", "支持 5g 吗！"),
    ],
)
def test_same_question_in_another_way_of_writing(question: str, same: str) -> None:
    assert normalised(question) == normalised(same) != ""


@pytest.mark.parametrize(
    ("question", "other"),
    [("now here", "nowhere"), ("10% off", "10 off"), ("C++", "C#"), ("几点开门", "几点关门")],
)
def test_what_tells_questions_apart_stays(question: str, other: str) -> None:
    assert normalised(question) != normalised(other)


@pytest.mark.parametrize("question", ["", "？？", "😊", " \u200b "])
def test_nothing_is_left_of_what_says_nothing(question: str) -> None:
    assert normalised(question) == ""
