"""What a customer was asked before a booked service, and which part of a survey follows from it."""

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.survey_definition import Survey
from actions.settings.survey_parts import part_after, part_before
from store.models.occasions import Occasion, booking_id, occasion_of
from store.models.question_kinds import EXPECTED
from store.models.surveys import Answer, Invitation, Service


async def told_expectation(session: AsyncSession, service: Service, survey: Survey) -> int | None:
    """The invitation in which the customer of a service said what they expected of it, if they did."""
    if survey.apart is None or occasion_of(service.source) is not Occasion.SERVICE:
        return None
    found: int | None = await session.scalar(
        select(Invitation.id)
        .join(Service, Service.id == Invitation.service_id)
        .where(
            Service.source == Occasion.BOOKING.source,
            Service.source_id == booking_id(service.source, service.source_id),
            Invitation.customer_id == service.customer_id,
            Invitation.survey_key == survey.key,
            exists().where(
                Answer.invitation_id == Invitation.id,
                Answer.question.endswith(EXPECTED),
                Answer.number.is_not(None),
            ),
        )
    )
    return found


def part_for(service: Service, survey: Survey, expectation: int | None) -> Survey:
    """What is asked about a service: the whole survey, or its part before or after a booked service.

    Without an expectation from before, the whole is asked, which has customers recall what they expected.
    """
    if survey.apart is None:
        return survey
    if occasion_of(service.source) is Occasion.BOOKING:
        return part_before(survey)
    return survey if expectation is None else part_after(survey, expectation)
