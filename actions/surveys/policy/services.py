"""Services that ended: told once, decided on, and bound to a customer who follows a start link."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House, SurveyRules
from actions.surveys.policy.events import (
    DifferentService,
    NoStartLink,
    NoSuchService,
    NotEndedYet,
    ReservedSource,
    ServiceEnded,
    UnknownSurvey,
)
from actions.surveys.policy.explanation import find_service
from actions.surveys.policy.inviting import consider
from actions.turn.turn import Turn
from store.engine.row_insert import insert_or_ignore
from store.models.customers import Customer
from store.models.event_capture import service_told
from store.models.occasions import OURS, Occasion, occasion_of
from store.models.surveys import Decision, Outcome, Phase, Reason, Service


@dataclass(frozen=True, slots=True)
class StartLink:
    """The token of a link that can still be followed, and when that ends."""

    token: str
    ends_at: datetime


async def find_start_link(
    session: AsyncSession, service_name: str, now: datetime, rules: SurveyRules
) -> StartLink:
    """The start link of a service, by our number or by `SOURCE/ID`.

    Raises:
        NoSuchService: there is no such service.
        NoStartLink: the customer is known, or the link is too old to be followed.
    """
    return _open_link(await find_service(session, service_name), now, rules)


async def find_start_link_of_source(
    session: AsyncSession, source: str, source_id: str, now: datetime, rules: SurveyRules
) -> StartLink:
    """The start link of a service, by the source and its own id, which may hold a slash.

    Raises:
        NoSuchService: there is no such service.
        NoStartLink: see `find_start_link`.
    """
    service = await session.scalar(
        select(Service).where(Service.source == source, Service.source_id == source_id)
    )
    if service is None:
        raise NoSuchService(f"{source}/{source_id}")
    return _open_link(service, now, rules)


def _open_link(service: Service, now: datetime, rules: SurveyRules) -> StartLink:
    if service.start_token is None:
        raise NoStartLink("the bot knew the customer already")
    if service.customer_id is not None:
        raise NoStartLink("it was followed already")
    ends_at = link_ends_at(service, rules)
    if now >= ends_at:
        raise NoStartLink("it has expired")
    return StartLink(service.start_token, ends_at)


def link_ends_at(service: Service, rules: SurveyRules) -> datetime:
    """When the link of a service stops working."""
    return service.received_at + rules.link


TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what Telegram lets a start link carry
TOKEN_BYTES = 24
# Clocks of tills are wrong and zones are mixed up, but more than a day ahead is a mistake.
FARTHEST_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """The decision made when a service was first reported.

    `start_token` goes into the link by which an unknown customer makes themselves known; `created` is False
    where the same was told before.
    """

    service: int
    decision: Outcome
    reason: Reason | None
    send_at: datetime | None
    start_token: str | None
    created: bool


async def service_ended(session: AsyncSession, event: ServiceEnded, now: datetime, house: House) -> Told:
    """Store a reported service once, and decide about its survey.

    The same again gets the same answer.

    Raises:
        UnknownSurvey, NotEndedYet, DifferentService, ReservedSource: nothing was stored.
    """
    if event.source.startswith(OURS):
        raise ReservedSource(event.source)
    return await take(session, event, now, house)


async def take(session: AsyncSession, event: ServiceEnded, now: datetime, house: House) -> Told:
    """Store anything that ended, once, and decide about its survey.

    Raises:
        UnknownSurvey, NotEndedYet, DifferentService: nothing was stored.
    """
    known = await _find(session, event)
    if known is not None:
        return await _same_again(session, known, event)
    survey = house.surveys.get(event.survey)
    if survey is None:
        raise UnknownSurvey(event.survey, sorted(house.surveys))
    if event.ended_at > now + FARTHEST_AHEAD and occasion_of(event.source) is not Occasion.BOOKING:
        raise NotEndedYet(event.ended_at)
    service = await _store(session, event, now)
    if service is None:  # another request stored it in this moment
        return await take(session, event, now, house)
    await _learn_timezone(session, service)
    decision = await consider(session, service, survey, Phase.RECEIVED, now, house)
    if decision.reason is Reason.UNKNOWN_CUSTOMER:
        service.start_token = secrets.token_urlsafe(TOKEN_BYTES)
    return _told(service, decision, created=True)


async def bind(turn: Turn, token: str) -> Service | None:
    """Bind the service of a start link to the customer who follows it, decide again, and return the service.

    A link works once, for a time, and only for the account that the event named, if it named one. It binds
    this service only: the finder of a receipt gets no other service of the same customer number.
    """
    if not TOKEN.fullmatch(token):
        return None
    service: Service | None = await turn.session.scalar(
        select(Service).where(Service.start_token == token).with_for_update()
    )
    if service is None or service.customer_id is not None:
        return None
    if turn.now >= link_ends_at(service, turn.house.rules) or await _is_of_another(turn, service):
        return None
    service.customer_id = turn.customer.id
    # What was reported about the customer since the link was made is newer.
    turn.customer.timezone = turn.customer.timezone or service.customer_timezone
    survey = turn.house.surveys.get(service.survey_key)
    is_booking = occasion_of(service.source) is Occasion.BOOKING
    if survey is not None and (survey.apart is not None or not is_booking):
        await consider(turn.session, service, survey, Phase.STARTED, turn.now, turn.house)
    return service


async def _is_of_another(turn: Turn, service: Service) -> bool:
    """Whether the event names another account, or a customer number that is bound to another customer."""
    if service.customer_account not in (None, turn.customer.account):
        return True
    if service.customer_external_id is None:
        return False
    owner = select(Customer.id).where(Customer.external_id == service.customer_external_id)
    return await turn.session.scalar(owner) not in (None, turn.customer.id)


async def _learn_timezone(session: AsyncSession, service: Service) -> None:
    """Store the customer's time zone: quiet hours follow it."""
    if service.customer_timezone is not None and service.customer_id is not None:
        customer = await session.get_one(Customer, service.customer_id)
        customer.timezone = service.customer_timezone


async def _find(session: AsyncSession, event: ServiceEnded) -> Service | None:
    service: Service | None = await session.scalar(
        select(Service).where(Service.source == event.source, Service.source_id == event.id)
    )
    return service


async def _same_again(session: AsyncSession, service: Service, event: ServiceEnded) -> Told:
    if service.digest != event.digest:
        raise DifferentService(_differences(service, event))
    first = select(Decision).where(Decision.service_id == service.id).order_by(Decision.id).limit(1)
    return _told(service, (await session.scalars(first)).one(), created=False)


def _differences(service: Service, event: ServiceEnded) -> list[str]:
    pairs = {
        "customer": (
            (service.customer_account, service.customer_external_id),
            (event.account, event.external_id),
        ),
        "timezone": (service.customer_timezone, event.timezone),
        "outlet": (service.outlet, event.outlet),
        "agent": (service.agent, event.agent),
        "kind": (service.kind, event.kind),
        "ended_at": (service.ended_at, event.ended_at),
        "survey": (service.survey_key, event.survey),
    }
    # A phone number that has served is not kept, so that it differs where nothing else does.
    return [name for name, (stored, told) in pairs.items() if stored != told] or ["phone"]


async def _store(session: AsyncSession, event: ServiceEnded, now: datetime) -> Service | None:
    """The new row; None where the source's id is taken."""
    customer = await _customer(session, event)
    statement = insert_or_ignore(session, Service, "source", "source_id").values(
        source=event.source,
        source_id=event.id,
        digest=event.digest,
        customer_id=customer.id if customer else None,
        customer_account=event.account,
        customer_external_id=event.external_id,
        customer_timezone=event.timezone,
        customer_phone=None if customer else event.phone,  # it would prove nothing new
        outlet=event.outlet,
        agent=event.agent,
        kind=event.kind,
        survey_key=event.survey,
        ended_at=event.ended_at,
        received_at=now,
    )
    service: Service | None = await session.scalar(statement.returning(Service))
    if service is not None:
        await session.execute(*service_told(service))
    return service


async def _customer(session: AsyncSession, event: ServiceEnded) -> Customer | None:
    """The customer of the event, if they ever opened the bot."""
    if event.account is not None:
        whose = Customer.account == event.account
    else:
        whose = Customer.external_id == event.external_id
    customer: Customer | None = await session.scalar(
        select(Customer).where(whose, Customer.address.is_not(None))
    )
    return customer


def _told(service: Service, decision: Decision, *, created: bool) -> Told:
    return Told(
        service=service.id,
        decision=decision.outcome,
        reason=decision.reason,
        send_at=decision.send_at,
        start_token=service.start_token,
        created=created,
    )
