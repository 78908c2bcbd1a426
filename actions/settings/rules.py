"""The numbers that the house decides by, from data/rules.yml."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from actions.settings.house import CustomerLimits, EmergencyNumbers, MatterRules, SettleReasons, SurveyRules
from actions.settings.report_rules import ReportRules, ReportsSection
from actions.settings.yaml_files import DataError, YamlFile, load_yaml, mistakes_of
from nlu.contract.labels import Language

MOST = 3650  # days; anything longer is a mistake

Days = Annotated[float, Field(ge=0, le=MOST)]
Count = Annotated[int, Field(ge=1, le=100_000)]
Hours = Annotated[float, Field(ge=0, le=MOST * 24)]


@dataclass(frozen=True, slots=True)
class Rules:
    """When is asked, and how long things may take; see `House` for the meaning of each."""

    surveys: SurveyRules
    first_reply: timedelta
    stalled: timedelta
    escalated: timedelta
    silence: timedelta
    evidence: timedelta
    unanswered: timedelta
    long_unanswered: timedelta
    limits: CustomerLimits
    agreeing: int
    matters: MatterRules
    emergency: EmergencyNumbers
    settle_reasons: SettleReasons
    reports: ReportRules = field(default_factory=ReportRules)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Surveys(_Part):
    oldest_days: Days
    expiry_days: Days
    reminder_hours: Hours
    cooldown_days: Days
    nps_cooldown_days: Days
    changeable_hours: Hours
    per_month: Annotated[int, Field(ge=0)] | None
    share: Annotated[float, Field(ge=0, le=1)]
    link_days: Days
    outlet_shares: dict[Annotated[str, Field(min_length=1)], Annotated[float, Field(ge=0, le=1)]] = Field(
        default_factory=dict
    )
    outlet_per_week: Annotated[int, Field(ge=1)] | None = None

    def rules(self) -> SurveyRules:
        """The same as the policy takes it; delay and quiet hours are settings."""
        return SurveyRules(
            oldest=timedelta(days=self.oldest_days),
            expiry=timedelta(days=self.expiry_days),
            reminder=timedelta(hours=self.reminder_hours),
            cooldown=timedelta(days=self.cooldown_days),
            nps_cooldown=timedelta(days=self.nps_cooldown_days),
            changeable=timedelta(hours=self.changeable_hours),
            per_month=self.per_month,
            share=self.share,
            outlet_shares=self.outlet_shares,
            outlet_per_week=self.outlet_per_week,
            link=timedelta(days=self.link_days),
        )


class _Cases(_Part):
    first_reply_hours: Hours
    stalled_hours: Hours
    escalated_hours: Hours

    @model_validator(mode="after")
    def _manager_comes_later(self) -> "_Cases":
        if self.escalated_hours < self.stalled_hours:
            raise ValueError("expected escalated_hours of at least stalled_hours")
        return self


class _Conversations(_Part):
    silence_hours: Hours
    evidence_minutes: Annotated[float, Field(ge=0, le=MOST * 24 * 60)]
    unanswered_hours: Hours
    long_unanswered_hours: Hours

    @model_validator(mode="after")
    def _manager_comes_later(self) -> "_Conversations":
        if self.long_unanswered_hours < self.unanswered_hours:
            raise ValueError("expected long_unanswered_hours of at least unanswered_hours")
        return self


class _Customers(_Part):
    messages_per_hour: Count
    messages_per_day: Count
    replies_per_hour: Count
    replies_per_day: Count
    files_per_hour: Count
    files_per_day: Count
    exports_per_day: Count


class _Learning(_Part):
    agreeing: Annotated[int, Field(ge=1, le=10)]


class _Matters(_Part):
    reopen_days: Days
    burst_seconds: Annotated[float, Field(ge=0, le=3600)]
    breath_seconds: Annotated[float, Field(ge=0, le=60)]
    unclear_minutes: Annotated[float, Field(gt=0, le=MOST * 24 * 60)]
    name_assignee: bool

    @model_validator(mode="after")
    def _breath_is_shorter(self) -> "_Matters":
        if self.burst_seconds < self.breath_seconds:
            raise ValueError("expected burst_seconds of at least breath_seconds")
        return self

    def rules(self) -> MatterRules:
        """The same as the talk takes it."""
        return MatterRules(
            reopening=timedelta(days=self.reopen_days),
            burst=timedelta(seconds=self.burst_seconds),
            breath=timedelta(seconds=self.breath_seconds),
            unclear=timedelta(minutes=self.unclear_minutes),
            names_assignee=self.name_assignee,
        )


class _Numbers(_Part):
    medical: Annotated[str, Field(min_length=2)]
    fire: Annotated[str, Field(min_length=2)]
    police: Annotated[str, Field(min_length=2)]


class _Emergency(_Part):
    country: str
    numbers: dict[str, _Numbers]

    @model_validator(mode="after")
    def _country_has_numbers(self) -> "_Emergency":
        if self.country not in self.numbers:
            raise ValueError(f"expected numbers for {self.country}")
        return self

    def rules(self) -> EmergencyNumbers:
        """The numbers of the house's country."""
        return EmergencyNumbers(**self.numbers[self.country].model_dump())


ReasonKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
ReasonName = Annotated[str, Field(min_length=1, max_length=60)]


class _ReasonNames(_Part):
    zh: ReasonName
    en: ReasonName


class _RulesFile(_Part):
    surveys: _Surveys
    cases: _Cases
    conversations: _Conversations
    customers: _Customers
    learning: _Learning
    matters: _Matters
    emergency: _Emergency
    reports: ReportsSection = Field(default_factory=ReportsSection)
    settle_reasons: Annotated[dict[ReasonKey, _ReasonNames], Field(min_length=1, max_length=20)]


def load_rules(file: YamlFile) -> Rules:
    """Read data/rules.yml.

    Raises:
        DataError: the file is broken, or a number is missing, impossible or misspelt; all are named.
    """
    try:
        content = _RulesFile.model_validate(load_yaml(file))
    except ValidationError as exc:
        raise DataError(mistakes_of(file, exc)) from exc
    return Rules(
        surveys=content.surveys.rules(),
        first_reply=timedelta(hours=content.cases.first_reply_hours),
        stalled=timedelta(hours=content.cases.stalled_hours),
        escalated=timedelta(hours=content.cases.escalated_hours),
        silence=timedelta(hours=content.conversations.silence_hours),
        evidence=timedelta(minutes=content.conversations.evidence_minutes),
        unanswered=timedelta(hours=content.conversations.unanswered_hours),
        long_unanswered=timedelta(hours=content.conversations.long_unanswered_hours),
        limits=CustomerLimits(**content.customers.model_dump()),
        agreeing=content.learning.agreeing,
        matters=content.matters.rules(),
        emergency=content.emergency.rules(),
        reports=content.reports.rules(),
        settle_reasons={
            key: {Language(code): name for code, name in names.model_dump().items()}
            for key, names in content.settle_reasons.items()
        },
    )
