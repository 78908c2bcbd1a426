"""The content of data/, together with the settings of this installation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from actions.casework.canned import CannedReply, load_canned
from actions.quality.scorecard import Scorecard, load_scorecard
from actions.settings.business import load_business
from actions.settings.calendar import Calendar
from actions.settings.calendar_file import load_calendar
from actions.settings.house import House, MatterRules
from actions.settings.replies import Replies, load_replies
from actions.settings.rules import Rules, load_rules
from actions.settings.survey_definition import Survey, load_surveys
from actions.settings.text_files import Wording
from actions.settings.yaml_files import DataError
from bot.console.console_texts import load_console_wording
from bot.settings import Settings
from bot.telegram.bot_profile import Profile, load_profile
from store.models.address import Address

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"

Loaded = TypeVar("Loaded")


@dataclass(frozen=True, slots=True)
class DataFiles:
    """All files under data/ that the application uses."""

    house: House
    wording: Wording
    profile: Profile
    canned: tuple[CannedReply, ...]
    scorecard: Scorecard


def read_data_files(settings: Settings, data: Path = DATA) -> DataFiles:
    """Read and check all files before anything starts.

    Raises:
        DataError: one or more files are wrong; the problems of all of them are named.
    """
    problems: list[str] = []

    def read(load: Callable[[], Loaded]) -> Loaded | None:
        try:
            return load()
        except DataError as exc:
            problems.extend(exc.problems)
            return None

    replies = read(lambda: load_replies(data / "replies"))
    surveys = read(lambda: load_surveys(data / "surveys"))
    calendar = read(lambda: load_calendar(data / "calendar.yml", settings.timezone))
    rules = read(lambda: load_rules(data / "rules.yml"))
    business = read(lambda: load_business(data / "business.yml"))
    wording = read(lambda: load_console_wording(data / "console"))
    profile = read(lambda: load_profile(data / "telegram" / "profile.yml"))
    canned = read(lambda: load_canned(data / "canned.yml"))
    if replies is None or surveys is None or calendar is None or wording is None:
        raise DataError(problems)
    scorecard = read(lambda: load_scorecard(data / "scorecard.yml"))
    if profile is None or canned is None or scorecard is None or rules is None or business is None:
        raise DataError(problems)
    house = replace(_house(settings, rules, replies, surveys, calendar), business=business)
    return DataFiles(house, wording, profile, canned, scorecard)


def _house(
    settings: Settings, rules: Rules, replies: Replies, surveys: Mapping[str, Survey], calendar: Calendar
) -> House:
    return House(
        replies=replies,
        surveys=surveys,
        calendar=calendar,
        rules=replace(rules.surveys, delay=settings.survey_delay, quiet=settings.quiet_hours),
        zone=settings.timezone,
        language=settings.language,
        confidence=settings.confidence,
        first_reply=rules.first_reply,
        silence=rules.silence,
        evidence=rules.evidence,
        stalled=rules.stalled,
        escalated=rules.escalated,
        unanswered=rules.unanswered,
        long_unanswered=rules.long_unanswered,
        limits=rules.limits,
        agreeing=rules.agreeing,
        matters=_matters(rules.matters, settings.unclear_wait),
        emergency=rules.emergency,
        settle_reasons=rules.settle_reasons,
        staff_chat=None if settings.staff_chat is None else Address(settings.staff_chat),
    )


def _matters(rules: MatterRules, unclear: timedelta | None) -> MatterRules:
    """The rules, with the waiting time of the settings if they have one."""
    return rules if unclear is None else replace(rules, unclear=unclear)
