"""Whether and when to ask about a service: one pure function from facts, time and rules."""

from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from actions.settings.house import SurveyRules
from store.models.occasions import Occasion
from store.models.surveys import Reason


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a decision is made from.

    `asked_at` is when the customer was last asked anything, or is going to be; `nps_asked_at` the same for
    word of mouth. `zone` is the customer's time zone. `draw` (0 to 1) decides whether the service is in the
    sample. `asked_in_month` counts the surveys of the last 30 days, and
    `asked_of_outlet` those of the outlet in the last seven. Of a booking, `ended_at` is when the service
    begins; `is_paired` says that the customer has told before this service what they expected. Where the
    customer is not known, nothing means anything but `ended_at`, `zone`, `occasion` and `draw`.
    """

    ended_at: datetime
    zone: str
    occasion: Occasion = Occasion.SERVICE
    draw: float = 0.0
    is_nps: bool = False
    is_known: bool = True
    opted_out: bool = False
    unreachable: bool = False
    already_asked: bool = False
    open_complaint: bool = False
    asked_at: datetime | None = None
    nps_asked_at: datetime | None = None
    asked_in_month: int = 0
    with_staff: bool = False
    blocked: bool = False
    outlet: str | None = None
    asked_of_outlet: int = 0
    is_paired: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The facts as JSON can hold them, times in ISO 8601."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in asdict(self).items()
        }


@dataclass(frozen=True, slots=True)
class Schedule:
    """Ask at this time; where it is not in the future, at once."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Skip:
    """Do not ask, and why."""

    reason: Reason


Verdict = Schedule | Skip
# These can be judged at once, so they are asked about at once.
PROMPT = (Occasion.STAFF, Occasion.HANDOVER)
SAMPLED = (Occasion.SERVICE, Occasion.BOOKING)
BEFORE = timedelta(days=1)  # what is expected is asked so long before a booked service


def decide(facts: Facts, now: datetime, rules: SurveyRules) -> Verdict:
    """Ask after the delay and outside the quiet hours, unless something speaks against it.

    Where several things do, the first is named, in the order below: what the customer wants goes before what
    we would rather not. Age and cooldown are judged for the moment of sending.
    """
    at = asking_time(facts, now, rules)
    is_later = facts.occasion is Occasion.BOOKING and at > now  # the day that counts may be weeks away
    obstacles = (
        (not facts.is_known, Reason.UNKNOWN_CUSTOMER),
        (facts.blocked, Reason.BLOCKED),
        (facts.opted_out, Reason.OPTED_OUT),
        (facts.unreachable, Reason.UNREACHABLE),
        (facts.already_asked, Reason.DUPLICATE),
        (at - facts.ended_at > rules.oldest, Reason.TOO_OLD),
        (facts.occasion is Occasion.BOOKING and at >= facts.ended_at, Reason.BEGUN),
        (facts.open_complaint and not is_later, Reason.OPEN_COMPLAINT),
        (_within(rules.cooldown, facts.asked_at, at), Reason.COOLDOWN),
        (facts.is_nps and _within(rules.nps_cooldown, facts.nps_asked_at, at), Reason.NPS_COOLDOWN),
        (rules.per_month is not None and facts.asked_in_month >= rules.per_month, Reason.MONTHLY_CAP),
        (
            facts.with_staff and not is_later and facts.occasion is not Occasion.STAFF,
            Reason.WITH_STAFF,
        ),
        (facts.occasion in SAMPLED and not _is_sampled(facts, rules), Reason.NOT_SAMPLED),
    )
    reason = next((reason for holds, reason in obstacles if holds), None)
    return Schedule(at) if reason is None else Skip(reason)


def asking_time(facts: Facts, now: datetime, rules: SurveyRules) -> datetime:
    """When it is asked, unless something speaks against it."""
    return after_quiet(max(facts.ended_at + _delay(facts, rules), now), facts.zone, rules.quiet)


def _delay(facts: Facts, rules: SurveyRules) -> timedelta:
    """How long after the end it is asked; before the beginning of a booked service."""
    if facts.occasion is Occasion.BOOKING:
        return -BEFORE
    return timedelta(0) if facts.occasion in PROMPT else rules.delay


def _is_sampled(facts: Facts, rules: SurveyRules) -> bool:
    """Whether the service is in the sample of its outlet, and the outlet has surveys left this week.

    One that the customer was asked about before is: else what they expected would be known in vain.
    """
    if facts.is_paired:
        return True
    share = rules.outlet_shares.get(facts.outlet or "", rules.share)
    most = rules.outlet_per_week
    return facts.draw < share and (most is None or facts.outlet is None or facts.asked_of_outlet < most)


def draw(service_id: int) -> float:
    """A number from 0 to 1 (exclusive) that looks random and is always the same for a service."""
    return int.from_bytes(sha256(str(service_id).encode()).digest()[:6]) / 2**48


def after_quiet(at: datetime, zone: str, quiet: tuple[time, time] | None) -> datetime:
    """The same moment, or the end of the quiet hours that it falls into; never an earlier one."""
    if quiet is None or quiet[0] == quiet[1]:
        return at
    begin, end = quiet
    local = at.astimezone(ZoneInfo(zone))
    clock = local.time()
    over_midnight = begin > end
    if not (clock >= begin or clock < end if over_midnight else begin <= clock < end):
        return at
    day = local.date() + timedelta(days=1 if over_midnight and clock >= begin else 0)
    # The fold keeps a clock that is turned back from leading to the hour that has already passed.
    return max(at, datetime.combine(day, end, local.tzinfo).replace(fold=local.fold).astimezone(at.tzinfo))


def _within(cooldown: timedelta, asked_at: datetime | None, at: datetime) -> bool:
    return asked_at is not None and abs(at - asked_at) < cooldown
