"""The names of parts of surveys in the visitor's language."""

from collections.abc import Mapping

from actions.settings.house import House
from bot.console.surveys.overview_figures import DimensionRow
from bot.console.web.visit import Visit


def question_text(visit: Visit, name: str | None) -> str:
    """Return the text of a question, which surveys share; its id if no survey asks it any more.

    The text of a survey after a service is preferred to that of a survey about a settled case.
    """
    if name is None:
        return ""
    for survey in sorted(visit.deps.house.surveys.values(), key=lambda survey: survey.follow_up):
        question = survey.question(name)
        if question is not None:
            return question.text[visit.language]
    return name


def dimension_name(visit: Visit, row: DimensionRow) -> str:
    """Return the name of a dimension, or its id without its survey, with when the expectation was asked."""
    survey = visit.deps.house.surveys.get(row.survey_key)
    texts = survey.dimensions.get(row.dimension) if survey else None
    name = texts[visit.language] if texts else row.dimension
    return f"{name} · {visit.text('overview.asked_before')}" if row.is_before else name


def alerts(house: House) -> Mapping[str, Mapping[str, int]]:
    """Return the highest number that alerts staff, by survey and question."""
    return {
        key: {
            question.id: question.alert_at_most
            for question in survey.asked
            if question.alert_at_most is not None
        }
        for key, survey in house.surveys.items()
    }
