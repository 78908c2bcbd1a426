"""Deciding about a service's survey, and inviting where the policy says so."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.settings.survey_definition import Survey
from actions.surveys.policy.decision import Schedule, decide
from actions.surveys.policy.expectations import part_for, told_expectation
from actions.surveys.policy.facts import gather
from actions.surveys.policy.ledger import record
from actions.surveys.policy.versions import pin
from store.models.customers import Customer
from store.models.surveys import Decision, Invitation, InvitationStatus, Phase, Service


async def consider(
    session: AsyncSession, service: Service, survey: Survey, phase: Phase, now: datetime, house: House
) -> Decision:
    """Ask the policy about a service, write its decision into the ledger, and schedule an invitation."""
    customer = None if service.customer_id is None else await session.get(Customer, service.customer_id)
    expectation = await told_expectation(session, service, survey)
    facts = await gather(session, service, customer, survey, now, house, expectation=expectation)
    verdict = decide(facts, now, house.rules)
    if isinstance(verdict, Schedule) and customer is not None:
        version_id = await pin(session, part_for(service, survey, expectation), now)
        session.add(
            Invitation(
                service_id=service.id,
                customer_id=customer.id,
                survey_key=survey.key,
                survey_version_id=version_id,
                status=InvitationStatus.SCHEDULED,
                outlet=service.outlet,
                agent=service.agent,
                due_at=verdict.at,
                created_at=now,
            )
        )
    return await record(session, service, phase, verdict, facts, now)
