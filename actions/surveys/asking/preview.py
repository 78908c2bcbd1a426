"""A survey as customers will see it, written out for whoever is defining it."""

from collections.abc import Iterator

from actions.settings.replies import Replies
from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Condition, Kind, Question
from actions.surveys.asking.answer_text import option_label
from actions.surveys.asking.keyboard import keyboard
from actions.surveys.policy.explanation_texts import Explanations

ANY_INVITATION = 0


def preview(survey: Survey, words: Explanations, replies: Replies) -> Iterator[str]:
    """Title, introduction and every question with its buttons, in the language of `words`."""
    yield f"{survey.title[words.language]} ({survey.key})"
    if survey.introduction is not None:
        yield survey.introduction[words.language]
    for number, question in enumerate(survey.asked, 1):
        yield ""
        yield f"{number}. {question.text[words.language]}"
        yield from _remarks(survey, question, words)
        for row in keyboard(ANY_INVITATION, question, words.language, replies):
            yield "   " + " ".join(f"[{button.text}]" for button in row)


def _remarks(survey: Survey, question: Question, words: Explanations) -> Iterator[str]:
    if question.dimension is not None:
        yield f"   {survey.dimensions[question.dimension][words.language]}"
    if question.when is not None:
        wanted = _wanted(survey, question.when, words)
        yield "   " + words.text("preview.only_if", question=question.when.question, answers=wanted)
    if question.kind is Kind.TEXT:
        yield "   " + words.text("preview.words")
    if question.optional:
        yield "   " + words.text("preview.optional")


def _wanted(survey: Survey, when: Condition, words: Explanations) -> str:
    asked = survey.question(when.question)
    option = asked.option(when.chosen) if asked is not None and when.chosen is not None else None
    parts = [
        f"≥ {when.at_least}" if when.at_least is not None else "",
        f"≤ {when.at_most}" if when.at_most is not None else "",
        option_label(option, words.language) if option is not None else "",
    ]
    return ", ".join(part for part in parts if part)
