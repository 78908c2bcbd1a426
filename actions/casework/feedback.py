"""Asking for feedback at a press of a button; the policy still decides."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.staff_turn import turn_in
from actions.settings.house import House
from actions.surveys.policy.triggers import asked_by_staff
from store.models.cases import Case
from store.models.surveys import Outcome


async def ask_how_it_was(
    session: AsyncSession, conversation_id: int, staff_id: int, now: datetime, house: House
) -> bool:
    """Ask about this talk; False where the policy is against it: the ledger says why.

    The answers are about the outlet and agent of the newest case of the conversation, if there is one.

    Raises:
        NotFound, Superseded: nothing was asked.
    """
    turn = await turn_in(session, conversation_id, now, house)
    newest = select(Case).where(Case.conversation_id == conversation_id).order_by(Case.id.desc())
    case = await session.scalar(newest.limit(1))
    told = await asked_by_staff(
        session,
        turn.conversation,
        staff_id,
        now,
        house,
        outlet=case.outlet if case else None,
        agent=case.agent if case else None,
    )
    return told.decision is Outcome.SCHEDULED
