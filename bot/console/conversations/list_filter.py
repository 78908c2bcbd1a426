"""The filter of the list of conversations, as it is in the address."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import Field

from actions.settings.house import House
from actions.settings.survey_definition import Survey
from bot.console.web.fields import Blank, CursorField, Day, Parameters, ShortText
from bot.console.web.time_formats import start_of
from nlu.contract.labels import Intent, Language
from store.queries.conversations.conditions import (
    CaseCondition,
    ConversationFilter,
    HandOver,
    Reviewed,
    ScoreRange,
)

Percent = Annotated[Annotated[int, Field(ge=0, le=100)] | None, Blank]


class ScoreFilter(StrEnum):
    """How the customer rated: at or below the number at which a question alerts staff, or above it."""

    LOW = "low"
    GOOD = "good"


class ConversationListQuery(Parameters):
    """The filter and the position in the list. `first` and `last` are days in the reader's time zone."""

    q: Annotated[ShortText | None, Blank] = None
    intent: Annotated[Intent | None, Blank] = None
    least: Percent = None
    most: Percent = None
    language: Annotated[Language | None, Blank] = None
    outlet: Annotated[ShortText | None, Blank] = None
    first: Annotated[Day | None, Blank, Field(alias="from")] = None
    last: Annotated[Day | None, Blank, Field(alias="to")] = None
    case: Annotated[CaseCondition | None, Blank] = None
    score: Annotated[ScoreFilter | None, Blank] = None
    reviewed: Annotated[Reviewed | None, Blank] = None
    handover: Annotated[HandOver | None, Blank] = None
    uncertain: bool = False
    before: Annotated[CursorField | None, Blank] = None

    @property
    def is_narrowed(self) -> bool:
        """Return whether the filter leaves out any conversations."""
        return bool(self.query)

    @property
    def further(self) -> int:
        """Return how many of the less common fields are used."""
        seldom = (self.least, self.most, self.language, self.outlet, self.first, self.last, self.reviewed)
        return sum(field is not None for field in (*seldom, self.score, self.handover))

    @property
    def query(self) -> str:
        """Return the filter as it is in the address, without the position in the list."""
        return urlencode(
            self.model_dump(
                mode="json", by_alias=True, exclude_defaults=True, exclude_none=True, exclude={"before"}
            )
        )


def conversation_filter(asked: ConversationListQuery, house: House, zone: ZoneInfo) -> ConversationFilter:
    """Return the filter in terms of the records."""
    is_ranged = asked.least is not None or asked.most is not None
    return ConversationFilter(
        intent=asked.intent,
        confidence=(_share(asked.least, 0), _share(asked.most, 100)) if is_ranged else None,
        language=asked.language,
        outlet=asked.outlet,
        since=start_of(asked.first, zone) if asked.first else None,
        until=start_of(asked.last + timedelta(days=1), zone) if asked.last else None,
        case=asked.case,
        scores=tuple(part for survey in house.surveys.values() for part in _ranges(survey, asked.score)),
        reviewed=asked.reviewed,
        hand_over=asked.handover,
        uncertain=asked.uncertain,
    )


def _share(percent: int | None, otherwise: int) -> float:
    return (otherwise if percent is None else percent) / 100


def _ranges(survey: Survey, score: ScoreFilter | None) -> list[ScoreRange]:
    """Return the numbers that are low, or good, for each question with an alert."""
    found = []
    for question in survey.asked if score else ():
        low = question.alert_at_most
        if low is None or not question.scale:
            continue
        lowest, highest = (
            (question.scale[0], low) if score is ScoreFilter.LOW else (low + 1, question.scale[-1])
        )
        found.append(ScoreRange(survey.key, question.id, lowest, highest))
    return found
