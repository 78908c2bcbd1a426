"""Which surveys a report is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists

from store.models.customers import tests_among_customers
from store.models.occasions import Occasion
from store.models.surveys import Invitation, Service


@dataclass(frozen=True, slots=True)
class Scope:
    """The surveys of one definition or of all, sent in a period (until is exclusive), about an outlet or all.

    An invitation belongs to the period in which it was sent, with all its answers, however late they came;
    one that was never sent belongs to the period in which it was created.
    """

    survey_key: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    outlet: str | None = None


def in_scope(scope: Scope) -> ColumnElement[bool]:
    """Return the condition on invitations; those of test customers are in no scope."""
    conditions: list[ColumnElement[bool]] = [Invitation.customer_id.not_in(tests_among_customers())]
    if scope.survey_key is not None:
        conditions.append(Invitation.survey_key == scope.survey_key)
    conditions += within(Invitation.asked_at, scope)
    if scope.outlet is not None:
        conditions.append(Invitation.outlet == scope.outlet)
    return and_(*conditions)


def is_asked_on(occasion: Occasion, of: type[Invitation] = Invitation) -> ColumnElement[bool]:
    """Return the condition that an invitation asks on an occasion; without a service, it is one of these."""
    others = [each.source for each in Occasion if each is not Occasion.SERVICE]
    asked_about = exists().where(Service.id == of.service_id)
    if occasion is Occasion.SERVICE:
        return ~asked_about.where(Service.source.in_(others))
    return asked_about.where(Service.source == occasion.source)


def within(at: SQLColumnExpression[datetime | None], scope: Scope) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that a time lies in the period of a scope."""
    if scope.since is not None:
        yield at >= scope.since
    if scope.until is not None:
        yield at < scope.until
