"""How often the answers of the business were given, and what became of the questions.

A customer who says nothing after an answer is silent, and never counts as helped. One who writes again with
a question, a complaint or a wish for a person that no other entry answers has come back.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from nlu.contract.labels import Intent
from store.models.answers import GIVEN, SEEN, AnswerEntry, AnswerShowing, ShowingKind, ShowingOutcome
from store.models.conversations import Conversation, Direction, Message
from store.models.customers import tests_among_customers
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson
from store.reports.sums.grouping import named, week_name
from store.reports.sums.scope import Scope
from store.reports.sums.spans import week_of

ASKING = (Intent.INQUIRY, Intent.COMPLAINT, Intent.HUMAN, Intent.FOLLOW_UP)
DAY, WEEK = timedelta(hours=24), timedelta(days=7)


class UseBy(StrEnum):
    """By what the use of answers is broken down."""

    ALL = "all"
    ENTRY = "entry"
    OUTLET = "outlet"
    LANGUAGE = "language"
    WEEK = "week"


@dataclass(slots=True)
class AnswerUse:
    """What became of the answers of a group.

    `given` counts answers that were said; of these `confirmed` helped, by the customer's own words or button,
    `not_my_question`, `unclear` and `person` did not, and `silent` ones were followed by neither.
    `handed_over` opened a case or added to one. `offered` counts questions that were asked back with a
    choice of entries, and `refused_offers` those of which none was meant. A customer may be counted as
    silent and as having come back; `back_within_week` includes `back_within_day`.
    """

    by: UseBy
    group: str
    given: int = 0
    confirmed: int = 0
    not_my_question: int = 0
    unclear: int = 0
    person: int = 0
    silent: int = 0
    back_within_day: int = 0
    back_within_week: int = 0
    handed_over: int = 0
    offers: set[tuple[int | None, datetime]] = field(default_factory=set)
    refused: set[tuple[int | None, datetime]] = field(default_factory=set)

    @property
    def offered(self) -> int:
        """How many choices were offered."""
        return len(self.offers)

    @property
    def refused_offers(self) -> int:
        """How many choices held none that was meant."""
        return len(self.refused)

    @property
    def confirmed_share(self) -> Share | None:
        """Confirmed of given, with Wilson's interval; None where nothing was given."""
        if self.given == 0:
            return None
        return Share(self.confirmed, self.given, wilson(self.confirmed, self.given))

    def counts(self) -> Mapping[str, int]:
        """Each count by its name, in order."""
        return {name: getattr(self, name) for name in COUNTS_OF_USE}


COUNTS_OF_USE = (
    *("given", "confirmed", "not_my_question", "unclear", "person", "silent"),
    *("back_within_day", "back_within_week", "handed_over", "offered", "refused_offers"),
)
Read = tuple[AnswerShowing, str, datetime | None]


async def answer_use(session: AsyncSession, scope: Scope, zone: ZoneInfo) -> tuple[AnswerUse, ...]:
    """Return the use of answers that were shown in a period: of all, then by entry, outlet, language, week.

    The scope's survey makes no difference: answers belong to none.
    """
    rows: Sequence[Read] = (await session.execute(_shown(scope))).tuples().all()
    groups: defaultdict[tuple[UseBy, str], list[Read]] = defaultdict(list)
    for row in rows:
        for by, group in _groups(row, zone):
            groups[by, group].append(row)
    order = list(UseBy)
    return tuple(
        _counted(by, group, groups[by, group])
        for by, group in sorted(groups, key=lambda each: (order.index(each[0]), each[1]))
    )


def _groups(row: Read, zone: ZoneInfo) -> Iterator[tuple[UseBy, str]]:
    showing, key, _ = row
    yield UseBy.ALL, ""
    yield UseBy.ENTRY, key
    yield UseBy.OUTLET, named(showing.outlet)
    yield UseBy.LANGUAGE, showing.language.value
    yield UseBy.WEEK, week_name(week_of(showing.shown_at, zone))


def _counted(by: UseBy, group: str, rows: Sequence[Read]) -> AnswerUse:
    use = AnswerUse(by, group)
    for showing, _, back_at in rows:
        if showing.kind is ShowingKind.OFFERED:
            _count_offer(use, showing)
            continue
        use.given += 1
        use.handed_over += showing.case_id is not None
        name = "silent" if showing.outcome is None else showing.outcome.value
        setattr(use, name, getattr(use, name) + 1)
        if back_at is not None:
            use.back_within_day += back_at <= showing.shown_at + DAY
            use.back_within_week += back_at <= showing.shown_at + WEEK
    return use


def _count_offer(use: AnswerUse, showing: AnswerShowing) -> None:
    offer = showing.message_id, showing.shown_at
    use.offers.add(offer)
    if showing.outcome is ShowingOutcome.NOT_MY_QUESTION:
        use.refused.add(offer)


def _shown(scope: Scope) -> Select[Any]:
    return (
        select(AnswerShowing, AnswerEntry.key, _came_back(scope.until))
        .join(AnswerEntry, AnswerEntry.id == AnswerShowing.answer_id)
        .join(Conversation, Conversation.id == AnswerShowing.conversation_id)
        .where(AnswerShowing.kind.in_(SEEN), _in_period(scope))
        .order_by(AnswerShowing.id)
    )


def _in_period(scope: Scope) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [Conversation.customer_id.not_in(tests_among_customers())]
    if scope.since is not None:
        conditions.append(AnswerShowing.shown_at >= scope.since)
    if scope.until is not None:
        conditions.append(AnswerShowing.shown_at < scope.until)
    if scope.outlet is not None:
        conditions.append(AnswerShowing.outlet == scope.outlet)
    return and_(*conditions)


def _came_back(until: datetime | None) -> ScalarSelect[datetime]:
    """When the customer next asked for something that no other entry answers.

    What comes more than a week after the period is read for none of its answers.
    """
    later, talk, other = aliased(Message), aliased(Conversation), aliased(AnswerShowing)
    is_known = and_(later.sure.is_(True), later.forwarded_from.is_(None))
    said = func.coalesce(later.corrected_intent, later.chosen_intent, case((is_known, later.intent)))
    elsewhere = select(other.id).where(
        other.message_id == later.id,
        other.answer_id != AnswerShowing.answer_id,
        other.kind.in_(GIVEN),
    )
    return (
        select(func.min(later.created_at))
        .join(talk, talk.id == later.conversation_id)
        .where(
            talk.customer_id == Conversation.customer_id,
            later.direction == Direction.IN,
            later.created_at > func.coalesce(AnswerShowing.outcome_at, AnswerShowing.shown_at),
            said.in_(ASKING),
            ~elsewhere.exists(),
            true() if until is None else later.created_at < until + WEEK,
        )
        .correlate(AnswerShowing, Conversation)
        .scalar_subquery()
    )
