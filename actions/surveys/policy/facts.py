"""Gathering the facts that the policy decides on."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, false, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.settings.survey_definition import Survey
from actions.surveys.policy.decision import Facts, asking_time, draw
from actions.turn.customer_clock import customer_zone
from store.models.cases import GRIEVANCES, OPEN_STATUSES, Case, CaseStatus
from store.models.conversations import Conversation, Mode
from store.models.customers import Customer, tests_among_customers
from store.models.occasions import Occasion, occasion_of, reference_of
from store.models.surveys import Invitation, InvitationStatus, Service

# A recovery is the house's own word for a complaint that the survey brought to light.
NEVER_SEEN = (InvitationStatus.CANCELLED, InvitationStatus.UNDELIVERABLE)
MONTH, WEEK = timedelta(days=30), timedelta(days=7)


async def gather(
    session: AsyncSession,
    service: Service,
    customer: Customer | None,
    survey: Survey,
    now: datetime,
    house: House,
    own: Invitation | None = None,
    expectation: int | None = None,
) -> Facts:
    """The facts about asking this customer about this service.

    `own` is the invitation that is due now, and `expectation` the one in which the customer has told before
    the service what they expected: both halves of a pair are asked in spite of each other.
    """
    stranger = Facts(
        ended_at=service.ended_at,
        zone=house.zone.key,
        occasion=occasion_of(service.source),
        draw=draw(service.id),
        is_nps=survey.is_nps,
        is_known=False,
        outlet=service.outlet,
        is_paired=expectation is not None,
    )
    if customer is None or customer.address is None:
        return stranger
    known = replace(stranger, zone=customer_zone(customer, house), is_known=True)
    at = asking_time(known, now, house.rules)
    wanted = _counts(service, customer, survey, now, house, own, expectation, at)
    counted = (await session.execute(select(*(each.label(name) for name, each in wanted.items())))).one()
    return replace(
        known,
        blocked=customer.blocked_at is not None,
        opted_out=customer.opted_out_at is not None,
        unreachable=customer.unreachable_at is not None,
        already_asked=counted.already_asked,
        open_complaint=counted.open_complaint,
        asked_at=counted.asked_at,
        nps_asked_at=counted.nps_asked_at,
        asked_in_month=counted.asked_in_month,
        with_staff=counted.mode is Mode.STAFF,
        asked_of_outlet=counted.asked_of_outlet,
    )


def _counts(
    service: Service,
    customer: Customer,
    survey: Survey,
    now: datetime,
    house: House,
    own: Invitation | None,
    expectation: int | None,
    at: datetime,
) -> dict[str, ColumnElement[Any]]:
    """What is asked of the database, all in one statement; the customer would be asked `at` this time."""
    rules = house.rules
    others = and_(Invitation.customer_id == customer.id, _before(own))
    if expectation is not None:
        others = and_(others, Invitation.id != expectation)
    nps = [key for key, each in house.surveys.items() if each.is_nps]
    return {
        "already_asked": _already_asked(service, others),
        "open_complaint": or_(_has_open_grievance(customer), _is_open_again(service)),
        "asked_at": _last_asked(and_(others, _alike(survey, house)), at + rules.cooldown),
        "nps_asked_at": _last_asked(and_(others, Invitation.survey_key.in_(nps)), at + rules.nps_cooldown),
        "asked_in_month": _asked_in_month(others, now),
        "mode": _newest_mode(customer),
        "asked_of_outlet": _asked_of_outlet(service, own, now, house),
    }


async def is_left_alone(session: AsyncSession, customer: Customer) -> bool:
    """Whether a complaint of this customer is not settled yet, or a person has taken over the talk."""
    grieves, mode = (
        await session.execute(select(_has_open_grievance(customer), _newest_mode(customer)))
    ).one()
    return grieves or mode is Mode.STAFF


def _alike(survey: Survey, house: House) -> ColumnElement[bool]:
    """The surveys that a cooldown is counted from: all, or for one that follows up a case, others like it.

    So the question after the remedy comes in spite of the survey that brought the matter to light, and still
    cannot come again and again.
    """
    if not survey.follow_up:
        return Invitation.id.is_not(None)
    return Invitation.survey_key.in_([key for key, each in house.surveys.items() if each.follow_up])


def _before(own: Invitation | None) -> ColumnElement[bool]:
    """Invitations that go before this one: sent ones, and of two that both wait only the earlier."""
    if own is None:
        return Invitation.id.is_not(None)
    return and_(Invitation.id != own.id, or_(Invitation.sent_at.is_not(None), Invitation.id < own.id))


def _last_asked(others: ColumnElement[bool], until: datetime) -> ScalarSelect[Any]:
    """The last time before `until`: what waits beyond it, about a booking, would hide what was just asked."""
    asked = func.coalesce(Invitation.sent_at, Invitation.due_at)
    found = select(func.max(asked)).where(others, Invitation.status.not_in(NEVER_SEEN), asked < until)
    return found.scalar_subquery()


def _asked_in_month(others: ColumnElement[bool], now: datetime) -> ScalarSelect[int]:
    asked = func.coalesce(Invitation.sent_at, Invitation.due_at)
    counted = select(func.count(Invitation.id)).where(
        others, Invitation.status.not_in(NEVER_SEEN), asked > now - MONTH
    )
    return counted.scalar_subquery()


def _asked_of_outlet(
    service: Service, own: Invitation | None, now: datetime, house: House
) -> ColumnElement[int]:
    """How many surveys about the outlet were sent in the last week, or scheduled in it and wait to be sent.

    Counted only under a quota, and without those of test customers.
    """
    if house.rules.outlet_per_week is None or service.outlet is None:
        return literal(0)
    counted = select(func.count(Invitation.id)).where(
        _before(own),
        Invitation.outlet == service.outlet,
        Invitation.customer_id.not_in(tests_among_customers()),
        Invitation.status.not_in(NEVER_SEEN),
        Invitation.asked_at > now - WEEK,
    )
    return counted.scalar_subquery()


def _already_asked(service: Service, others: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether it was asked about already, under this or another id: two systems may tell of one service."""
    return (
        exists()
        .where(Service.id == Invitation.service_id)
        .where(
            others,
            Invitation.survey_key == service.survey_key,
            or_(
                Service.id == service.id,
                and_(Service.ended_at == service.ended_at, Invitation.status.not_in(NEVER_SEEN)),
            ),
        )
    )


def _has_open_grievance(customer: Customer) -> ColumnElement[bool]:
    """Whether a complaint of this customer, or a recovery, is not settled yet."""
    return exists().where(
        Case.customer_id == customer.id, Case.kind.in_(GRIEVANCES), Case.status.in_(OPEN_STATUSES)
    )


def _newest_mode(customer: Customer) -> ScalarSelect[Mode]:
    """Who answers in the talk that is going on, which is the newest."""
    newest = select(Conversation.mode).where(Conversation.customer_id == customer.id)
    return newest.order_by(Conversation.id.desc()).limit(1).scalar_subquery()


def _is_open_again(service: Service) -> ColumnElement[bool]:
    """Whether the case of this survey was reopened since, or went into another: there is no end to judge."""
    if occasion_of(service.source) is not Occasion.CASE:
        return false()
    reference = reference_of(service.source_id)
    unended = (*OPEN_STATUSES, CaseStatus.MERGED)
    return exists().where(Case.reference == reference, Case.status.in_(unended))
