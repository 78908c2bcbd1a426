"""Answers in the customer's words."""

from actions.settings.replies import Replies, Reply
from actions.settings.survey_questions import YES_OR_NO, Look, Option, Question
from actions.surveys.asking.branching import Given
from nlu.contract.labels import Language

FACES = ("😞", "🙁", "😐", "🙂", "😄")
SEPARATOR = {Language.ZH: "、", Language.EN: ", "}


def option_label(option: Option, language: Language) -> str:
    """An option as it is shown."""
    return option.text[language]


def step_label(question: Question, number: int, language: Language, replies: Replies) -> str:
    """A step of a scale as it is shown, such as "4 🙂", "3⭐", "9", "Satisfied" or "Yes"."""
    if question.kind in YES_OR_NO:
        return replies.text(language, Reply.SURVEY_YES if number else Reply.SURVEY_NO)
    if question.words is not None:
        return question.words[language][number - question.scale[0]]
    match question.look:
        case Look.FACES:
            return f"{number} {FACES[number - 1]}"
        case Look.STARS:
            return f"{number}⭐"
        case _:
            return str(number)


def in_words(question: Question, given: Given, language: Language, replies: Replies) -> str:
    """A whole answer as it is shown; "skipped" where nothing was said."""
    if given.number is not None:
        return step_label(question, given.number, language, replies)
    if given.choices:
        chosen = [option for option in question.options if option.id in given.choices]
        return SEPARATOR[language].join(option_label(option, language) for option in chosen)
    return given.text or replies.text(language, Reply.SURVEY_SKIPPED)
