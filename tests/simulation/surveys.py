"""The surveys that are simulated: the one that is shipped, and two of one question."""

from collections.abc import Mapping
from pathlib import Path

from actions.settings.house import SurveyRules
from actions.settings.survey_definition import Survey, load_surveys
from actions.settings.survey_questions import Question
from nlu.contract.labels import Language
from store.models.question_kinds import Kind
from tests.simulation.asking import Interviewer

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "surveys"
TEXT = {Language.ZH: "问", Language.EN: "ask"}


def interviewers() -> Mapping[str, Interviewer]:
    """One for each survey, by the rules that Huifang ships with."""
    surveys = [
        load_surveys(SHIPPED)["post_service"],
        Survey("nps", TEXT, (Question("recommend", Kind.NPS, TEXT),)),
        Survey("ces", TEXT, (Question("effort", Kind.CES, TEXT),)),
    ]
    return {survey.key: Interviewer(survey, SurveyRules()) for survey in surveys}
