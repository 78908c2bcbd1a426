"""The house as it ships, without an installation's settings: for tests, pictures and benchmarks."""

from pathlib import Path
from zoneinfo import ZoneInfo

from actions.settings.calendar_file import load_calendar
from actions.settings.house import House, SurveyRules
from actions.settings.replies import load_replies
from actions.settings.rules import load_rules
from actions.settings.survey_definition import load_surveys
from nlu.contract.labels import Language

DATA = Path(__file__).resolve().parent.parent / "data"
ZONE = ZoneInfo("Asia/Shanghai")


def shipped_house() -> House:
    """The rules that Huifang ships with."""
    return House(
        replies=load_replies(DATA / "replies"),
        surveys=load_surveys(DATA / "surveys"),
        calendar=load_calendar(DATA / "calendar.yml", ZONE),
        rules=SurveyRules(),
        zone=ZONE,
        language=Language.ZH,
        settle_reasons=load_rules(DATA / "rules.yml").settle_reasons,
    )
