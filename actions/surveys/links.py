"""Start links: how a customer whom the bot does not know makes themselves known, and until when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.house import SurveyRules
from actions.surveys.events import NoStartLink
from actions.surveys.why import find_service
from store.models.surveys import Service


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
    service = await find_service(session, service_name)
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
