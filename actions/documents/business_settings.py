"""What the documents say, together with what the environment says of this installation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo

from actions.casework.canned import CannedReply, load_canned, unknown_reasons
from actions.documents.document_files import OF_LANGUAGES, Documents, is_survey
from actions.quality.scorecard import Scorecard, load_scorecard
from actions.settings.business import Business, load_business
from actions.settings.calendar import Calendar
from actions.settings.calendar_file import load_calendar
from actions.settings.house import House
from actions.settings.replies import Replies, read_replies
from actions.settings.rules import Rules, load_rules
from actions.settings.survey_definition import Survey, read_surveys
from actions.settings.yaml_files import DataError, YamlText
from nlu.contract.labels import Language
from store.models.address import Address

Loaded = TypeVar("Loaded")
# Nearly all the time goes into the long texts, of which a change concerns few.
KEPT = 8


@dataclass(frozen=True, slots=True)
class Installation:
    """What the environment says; None is left to the documents or to the model."""

    zone: ZoneInfo
    language: Language | None
    survey_delay: timedelta
    quiet_hours: tuple[time, time] | None
    unclear_wait: timedelta | None = None
    confidence: float | None = None
    staff_chat: Address | None = None


@dataclass(frozen=True, slots=True)
class BusinessSettings:
    """All that is built from the documents."""

    house: House
    canned: tuple[CannedReply, ...]
    scorecard: Scorecard


def build_settings(documents: Documents, installation: Installation) -> BusinessSettings:
    """Check all documents, and return what they say.

    Raises:
        DataError: one or more are wrong; the problems of all of them are named.
    """
    problems: list[str] = []

    def read(load: Callable[[], Loaded], *files: YamlText) -> Loaded | None:
        try:
            return load()
        except DataError as exc:
            problems.extend(exc.problems)
        except RecursionError:
            problems.append(f"{' or '.join(map(str, files))}: it is nested too deeply")
        return None

    words = tuple((language, documents[key]) for language, key in OF_LANGUAGES.items())
    asked = tuple(text for key, text in documents.items() if is_survey(key))
    replies = read(lambda: _replies(words), *(file for _, file in words))
    surveys = read(lambda: _surveys(asked), *asked)
    calendar = read(lambda: load_calendar(documents["calendar"], installation.zone), documents["calendar"])
    rules = read(lambda: load_rules(documents["rules"]), documents["rules"])
    business = read(lambda: load_business(documents["business"]), documents["business"])
    canned = read(lambda: load_canned(documents["canned"]), documents["canned"])
    scorecard = read(lambda: load_scorecard(documents["scorecard"]), documents["scorecard"])
    if replies is None or surveys is None or calendar is None or rules is None:
        raise DataError(problems)
    if business is None or canned is None or scorecard is None:
        raise DataError(problems)
    if unfit := unknown_reasons(canned, rules.settle_reasons):
        raise DataError(unfit)
    house = _house(installation, rules, replies, surveys, calendar, business)
    return BusinessSettings(house, canned, scorecard)


@lru_cache(maxsize=KEPT)
def _replies(files: tuple[tuple[Language, YamlText], ...]) -> Replies:
    return read_replies(dict(files))


@lru_cache(maxsize=KEPT)
def _surveys(files: tuple[YamlText, ...]) -> Mapping[str, Survey]:
    return MappingProxyType(read_surveys(files))


def _house(
    installation: Installation,
    rules: Rules,
    replies: Replies,
    surveys: Mapping[str, Survey],
    calendar: Calendar,
    business: Business,
) -> House:
    unclear = installation.unclear_wait
    return House(
        replies=replies,
        surveys=surveys,
        calendar=calendar,
        rules=replace(rules.surveys, delay=installation.survey_delay, quiet=installation.quiet_hours),
        zone=installation.zone,
        language=installation.language or business.language or Language.ZH,
        confidence=installation.confidence,
        first_reply=rules.first_reply,
        silence=rules.silence,
        evidence=rules.evidence,
        stalled=rules.stalled,
        escalated=rules.escalated,
        unanswered=rules.unanswered,
        long_unanswered=rules.long_unanswered,
        limits=rules.limits,
        agreeing=rules.agreeing,
        matters=rules.matters if unclear is None else replace(rules.matters, unclear=unclear),
        emergency=rules.emergency,
        business=business,
        settle_reasons=rules.settle_reasons,
        reports=rules.reports,
        staff_chat=installation.staff_chat,
    )
