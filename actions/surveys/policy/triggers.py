"""Surveys that the house itself asks for: after a settled case, at a press of staff, after a talk with staff.

Each is stored as a service that ended, so that policy, ledger and reports see no difference.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.alerts import clear
from actions.cases.opening import case_reference
from actions.settings.house import House
from actions.surveys.policy.events import DEFAULT_SURVEY, ServiceEnded
from actions.surveys.policy.services import Told, take
from store.models.cases import Case
from store.models.conversations import Conversation
from store.models.customers import Customer
from store.models.occasions import Occasion, settling_id
from store.models.staff import AuditEntry

FOLLOW_UP = "case_settled"


async def case_settled(session: AsyncSession, case: Case, now: datetime, house: House) -> Told | None:
    """Ask how a case was settled, and clear its alarms.

    Call it in the transaction that settles the case, after its status is set.

    A case that is settled once more is another occasion, and the cooldown of such surveys decides. None where
    the house has no survey of this kind.
    """
    await clear(session, case, now)
    if FOLLOW_UP not in house.surveys:
        return None
    settled_at = case.settled_at or now
    customer = await session.get_one(Customer, case.customer_id)
    await session.flush()
    event = ServiceEnded(
        source=Occasion.CASE.source,
        id=settling_id(case_reference(case), settled_at),
        ended_at=settled_at,
        account=customer.account,
        external_id=None if customer.account else customer.external_id,
        outlet=case.outlet,
        agent=case.agent,
        kind=case.kind,
        survey=FOLLOW_UP,
    )
    return await take(session, event, now, house)


async def asked_by_staff(
    session: AsyncSession,
    conversation: Conversation,
    staff_id: int,
    now: datetime,
    house: House,
    *,
    survey: str = DEFAULT_SURVEY,
    outlet: str | None = None,
    agent: str | None = None,
) -> Told:
    """Ask about what was last talked of, at once unless the policy is against it; pressing twice asks once.

    `outlet` and `agent` are whom the answers are about.

    Raises:
        UnknownSurvey: there is no survey of this key.
    """
    told = await _talk_ended(
        session,
        conversation,
        Occasion.STAFF,
        conversation.last_message_at,
        now,
        house,
        survey=survey,
        outlet=outlet,
        agent=agent,
    )
    if told.created:
        action = AuditEntry(
            at=now, actor=f"staff:{staff_id}", action="survey.asked", subject=f"service:{told.service}"
        )
        session.add(action)
    return told


async def handover_ended(
    session: AsyncSession,
    conversation: Conversation,
    now: datetime,
    house: House,
    *,
    outlet: str | None = None,
    agent: str | None = None,
) -> Told | None:
    """Ask how a talk with a person was; call it where the conversation goes back to the bot, after its mode.

    None where the house has no survey for it.
    """
    if DEFAULT_SURVEY not in house.surveys:
        return None
    await session.flush()
    return await _talk_ended(
        session,
        conversation,
        Occasion.HANDOVER,
        now,
        now,
        house,
        survey=DEFAULT_SURVEY,
        outlet=outlet,
        agent=agent,
    )


async def _talk_ended(
    session: AsyncSession,
    conversation: Conversation,
    occasion: Occasion,
    ended_at: datetime,
    now: datetime,
    house: House,
    *,
    survey: str,
    outlet: str | None,
    agent: str | None,
) -> Told:
    customer = await session.get_one(Customer, conversation.customer_id)
    event = ServiceEnded(
        source=occasion.source,
        id=f"{conversation.id}/{ended_at:%Y%m%dT%H%M%S}/{survey}",
        ended_at=ended_at,
        account=customer.account,
        external_id=None if customer.account else customer.external_id,
        outlet=outlet,
        agent=agent,
        kind=occasion,
        survey=survey,
    )
    return await take(session, event, now, house)
