"""Mistakes are named by kind, field and language."""

import pytest
from pydantic import ValidationError

from actions.answers.document import read_content
from bot.console.answers.answer_fields import AnswerField
from bot.console.answers.answer_problems import AnswerProblem, FormProblem, problems_of
from nlu.contract.labels import Language


def test_problem_names_place_and_detail() -> None:
    wording = {"question": "？", "answer": "{opening}", "variants": ["a"] * 101}
    with pytest.raises(ValidationError) as refused:
        read_content({"starts": "soon", "wordings": {"en": wording}, "odd": 1})
    assert problems_of(refused.value) == (
        FormProblem(AnswerProblem.DAY, AnswerField.STARTS),
        FormProblem(AnswerProblem.SAYS_NOTHING, AnswerField.QUESTION, Language.EN),
        FormProblem(AnswerProblem.TOO_MANY, AnswerField.VARIANTS, Language.EN, limit=100),
        FormProblem(AnswerProblem.UNKNOWN_FACT, AnswerField.ANSWER, Language.EN, "{opening}"),
        FormProblem(AnswerProblem.OTHER),
    )
