"""Everything that is fixed while Huifang runs: texts, surveys, hours and the numbers it decides by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from actions.settings.business import Business
from actions.settings.calendar import Calendar
from actions.settings.replies import Replies
from actions.settings.report_rules import ReportRules
from actions.settings.survey_definition import Survey
from nlu.contract.labels import Language
from store.models.address import Address


@dataclass(frozen=True, slots=True)
class SurveyRules:
    """When surveys are sent. `quiet` is begin and end in the customer's time zone; None means never quiet.

    `per_month` is how often one customer is asked within 30 days, None without limit; `share` (0 to 1) the
    part of all services that is asked about; `link` how long a start link can be followed. `outlet_shares`
    are the parts of outlets that have their own; an outlet has `outlet_per_week` surveys a week at most.
    """

    delay: timedelta = timedelta(hours=1)
    quiet: tuple[time, time] | None = (time(21), time(9))
    oldest: timedelta = timedelta(days=7)
    expiry: timedelta = timedelta(days=7)
    reminder: timedelta = timedelta(hours=48)
    cooldown: timedelta = timedelta(days=7)
    nps_cooldown: timedelta = timedelta(days=90)
    changeable: timedelta = timedelta(hours=24)
    per_month: int | None = 4
    share: float = 1.0
    link: timedelta = timedelta(days=30)
    outlet_shares: Mapping[str, float] = field(default_factory=dict)
    outlet_per_week: int | None = None


@dataclass(frozen=True, slots=True)
class CustomerLimits:
    """How much one customer may send and be sent; of what comes beyond it, only the count is kept."""

    messages_per_hour: int = 120
    messages_per_day: int = 600
    replies_per_hour: int = 240
    replies_per_day: int = 1200
    files_per_hour: int = 40
    files_per_day: int = 120
    exports_per_day: int = 3


@dataclass(frozen=True, slots=True)
class MatterRules:
    """How messages become matters.

    A closed case can be reopened for `reopening`. Lines of a customer are one burst while they follow each
    other within `burst`, and one breath within `breath`. After `unclear` of business time, a message whose
    meaning is not known becomes a case. `names_assignee`: customers are told who looks after their case.
    """

    reopening: timedelta = timedelta(days=30)
    burst: timedelta = timedelta(seconds=60)
    breath: timedelta = timedelta(seconds=1.5)
    unclear: timedelta = timedelta(minutes=10)
    names_assignee: bool = True


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """The numbers to call where people are in danger."""

    medical: str = "120"
    fire: str = "119"
    police: str = "110"


# How a case can be settled, by key, with the name that staff read in each language.
SettleReasons = Mapping[str, Mapping[Language, str]]
DEFAULT_SETTLE_REASONS: SettleReasons = {"solved": {Language.ZH: "已解决", Language.EN: "Solved"}}


@dataclass(frozen=True, slots=True)
class House:
    """The house rules that every handler is given.

    `confidence` is that below which the bot asks instead of acting, the model's own if None; `first_reply`
    the business time within which a person answers. `stalled` and `escalated` are the business time without
    a step after which staff and then the manager are told, `unanswered` and `long_unanswered` that which a
    customer waits for the person who took over. What is sent within `evidence` before the words of a case
    belongs to it. `staff_chat` is the chat to tell staff in, beside the console. `agreeing` is how many
    readers must agree before a correction teaches the model.
    """

    replies: Replies
    surveys: Mapping[str, Survey]
    calendar: Calendar
    rules: SurveyRules
    zone: ZoneInfo
    language: Language
    confidence: float | None = None
    first_reply: timedelta = timedelta(hours=4)
    silence: timedelta = timedelta(hours=24)
    evidence: timedelta = timedelta(minutes=10)
    stalled: timedelta = timedelta(hours=8)
    escalated: timedelta = timedelta(hours=16)
    unanswered: timedelta = timedelta(hours=1)
    long_unanswered: timedelta = timedelta(hours=4)
    staff_chat: Address | None = None
    limits: CustomerLimits = field(default_factory=CustomerLimits)
    agreeing: int = 2
    matters: MatterRules = field(default_factory=MatterRules)
    emergency: EmergencyNumbers = field(default_factory=EmergencyNumbers)
    business: Business = field(default_factory=Business)
    reports: ReportRules = field(default_factory=ReportRules)
    settle_reasons: SettleReasons = field(default_factory=lambda: DEFAULT_SETTLE_REASONS)
