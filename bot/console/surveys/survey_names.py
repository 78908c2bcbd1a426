"""What the parts of surveys are called in the visitor's language."""

from collections.abc import Mapping

from actions.settings.house import House
from bot.console.surveys.overview_figures import DimensionRow
from bot.console.web.visit import Visit


def question_text(visit: Visit, name: str | None) -> str:
    """The words of a question, which surveys share; its id where no survey asks it any more.

    A survey after a service comes first: one about a settled case asks the same in other words.
    """
    if name is None:
        return ""
    for survey in sorted(visit.deps.house.surveys.values(), key=lambda survey: survey.follow_up):
        question = survey.question(name)
        if question is not None:
            return question.text[visit.language]
    return name


def dimension_name(visit: Visit, row: DimensionRow) -> str:
    """The name of a dimension, or its id where its survey is no longer defined."""
    survey = visit.deps.house.surveys.get(row.survey_key)
    texts = survey.dimensions.get(row.dimension) if survey else None
    return texts[visit.language] if texts else row.dimension


def alerts(house: House) -> Mapping[str, Mapping[str, int]]:
    """The numbers from which down an answer is an alert, by survey and question."""
    return {
        key: {
            question.id: question.alert_at_most
            for question in survey.asked
            if question.alert_at_most is not None
        }
        for key, survey in house.surveys.items()
    }
