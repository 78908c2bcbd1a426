"""A preview shows what customers will see."""

from datetime import date
from pathlib import Path

from actions.settings.house import House
from actions.surveys.asking.preview import preview
from actions.surveys.policy.explanation_texts import load_explanations
from nlu.contract.labels import Language
from tests.actions.surveys.samples import day_question, load
from tests.conftest import DATA, NOON


def shown(house: House, key: str, language: Language) -> list[str]:
    words = load_explanations(DATA / "explanations", language)
    return list(preview(house.surveys[key], words, house.replies, NOON.date()))


def test_questions_stand_with_their_buttons_and_conditions(house: House) -> None:
    assert shown(house, "recommendation", Language.EN) == [
        "Would you recommend us? (recommendation)",
        (
            "Hello, and thank you for being our customer. We would like to hear what you think; "
            "one tap will do. Our managers read the answers, to improve the service."
        ),
        "",
        (
            "1. How likely are you to recommend us to family, friends or colleagues? "
            "(0 not at all likely, 10 extremely likely)"
        ),
        "   [0] [1] [2] [3] [4] [5]",
        "   [6] [7] [8] [9] [10]",
        "",
        "2. What is the main reason for your score? Just write it here, or skip.",
        "   (answered in words)",
        "   (may be skipped)",
        "   [Skip]",
    ]


def test_conditions_are_told(house: House) -> None:
    assert "   （仅当 satisfaction 的回答是 ≤ 3 时才问）" in shown(house, "post_service", Language.ZH)


def test_day_is_shown_with_the_buttons_of_today(house: House, tmp_path: Path) -> None:
    words = load_explanations(DATA / "explanations", Language.ZH)
    lines = list(preview(load(tmp_path, day_question()), words, house.replies, date(2026, 11, 29)))
    assert lines[2:7] == [
        "",
        "1. 货是哪天送到的？",
        "   [今天 11月29日] [昨天 11月28日]",
        "   [前天 11月27日] [11月26日 周四]",
        "   [11月25日 周三] [11月24日 周二]",
    ]


def test_both_halves_of_a_pair_are_shown_with_their_dimension(house: House) -> None:
    lines = shown(house, "servqual", Language.EN)
    assert [line.split(". ")[0] for line in lines if line[:1].isdigit()] == [
        str(number) for number in range(1, 22)
    ]
    assert lines.count("   Reliability") == 4
    assert "   [Strongly agree]" in lines
