"""Words of a scale: those of the kind, of the question, and of the ends that its text names."""

from dataclasses import replace

from actions.settings.survey_questions import Look
from actions.surveys.asking.typed_words import read_word
from nlu.contract.labels import Language
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import AGREEMENT, question

EASE = {
    Language.ZH: "办得顺不顺？（1 特别折腾，7 特别顺）",
    Language.EN: "Was it easy? (1 a real struggle, 7 a breeze)",
}


def test_words_of_the_kind_are_read() -> None:
    asked = (Kind.RATING, "挺满意"), (Kind.YES_NO, "都解决了"), (Kind.CONSENT, "没空"), (Kind.NPS, "满意")
    assert [read_word(question(kind), text) for kind, text in asked] == [4, 1, 0, None]


def test_own_words_of_a_question_replace_those_of_the_kind() -> None:
    asked = question(look=Look.WORDS, words=AGREEMENT)
    assert [read_word(asked, text) for text in ("neither", "很不同意", "满意")] == [3, 1, None]


def test_words_are_read_in_their_frame_and_as_customers_put_them() -> None:
    asked = question(look=Look.WORDS, words=AGREEMENT)
    said = ("很同意啊", "我不同意", "还是一般吧", "neutral", "agree i guess", "完全同意", "我不是不同意")
    assert [read_word(asked, text) for text in said] == [5, 2, 3, 3, 4, 5, None]
    rated = ("我很满意啦", "不太满意吧", "i'm satisfied", "普通", "还行吧", "我满意的人很少")
    assert [read_word(question(Kind.RATING), text) for text in rated] == [5, 2, 4, 3, None, None]


def test_ends_that_a_question_names_are_read_in_both_languages() -> None:
    asked = replace(question(Kind.CES), text=EASE)
    said = ("特别折腾", "特别顺", "a real struggle", "a breeze", "顺")
    assert [read_word(asked, text) for text in said] == [1, 7, 1, 7, None]
