"""A survey as customers will see it, written out for its author."""

from collections.abc import Iterator
from datetime import date

from actions.settings.replies import Audience, Replies
from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Condition, Question
from actions.surveys.asking.buttons import keyboard
from actions.surveys.policy.explanation_texts import Explanations
from store.models.question_kinds import KINDS, Form

ANY_INVITATION = 0


def preview(survey: Survey, words: Explanations, replies: Replies, today: date) -> Iterator[str]:
    """Title, introduction and every question with its buttons, in the language of `words`."""
    audience = Audience(replies, words.language, lambda: today)
    yield f"{survey.title[words.language]} ({survey.key})"
    if survey.introduction is not None:
        yield survey.introduction[words.language]
    for number, question in enumerate(survey.asked, 1):
        yield ""
        yield f"{number}. {question.text[words.language]}"
        yield from _remarks(survey, question, words)
        for row in keyboard(ANY_INVITATION, question, audience):
            yield "   " + " ".join(f"[{button.text}]" for button in row)


def _remarks(survey: Survey, question: Question, words: Explanations) -> Iterator[str]:
    if question.dimension is not None:
        yield f"   {survey.dimensions[question.dimension][words.language]}"
    if question.when is not None:
        wanted = _wanted(survey, question.when, words)
        yield "   " + words.text("preview.only_if", question=question.when.question, answers=wanted)
    if KINDS[question.kind].form is Form.WORDS:
        yield "   " + words.text("preview.words")
    if question.optional:
        yield "   " + words.text("preview.optional")


def _wanted(survey: Survey, when: Condition, words: Explanations) -> str:
    asked = survey.question(when.question)
    option = asked.option(when.chosen) if asked is not None and when.chosen is not None else None
    parts = [
        f"≥ {when.at_least}" if when.at_least is not None else "",
        f"≤ {when.at_most}" if when.at_most is not None else "",
        option.text[words.language] if option is not None else "",
    ]
    return ", ".join(part for part in parts if part)
