"""The ledger: every decision about asking is a row, with the facts it was made from."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.surveys.policy.decision import Facts, Schedule, Verdict
from store.models.surveys import Decision, Outcome, Phase, Service


async def record(
    session: AsyncSession, service: Service, phase: Phase, verdict: Verdict, facts: Facts, now: datetime
) -> Decision:
    """Write down what was decided about a service's survey."""
    send_at = verdict.at if isinstance(verdict, Schedule) else None
    decision = Decision(
        service_id=service.id,
        customer_id=service.customer_id,
        survey_key=service.survey_key,
        phase=phase,
        outcome=Outcome.SKIPPED if send_at is None else Outcome.SCHEDULED,
        reason=None if isinstance(verdict, Schedule) else verdict.reason,
        send_at=send_at,
        facts=facts.to_dict(),
        decided_at=now,
    )
    return await write(session, decision)


async def write(session: AsyncSession, decision: Decision) -> Decision:
    """Add a row to the ledger: from now on it is what holds for its service."""
    earlier = update(Decision).where(Decision.service_id == decision.service_id, Decision.is_last)
    await session.execute(earlier.values(is_last=False).execution_options(synchronize_session=False))
    session.add(decision)
    await session.flush()
    return decision
