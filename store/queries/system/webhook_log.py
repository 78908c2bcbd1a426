"""The targets of events, and what they were told."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.columns import equals_literal
from store.models.queues import DeliveryStatus, EventDelivery, WebhookTarget
from store.queries.not_found import NotFound

MOST = 50


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target, and how many events wait for it."""

    target: WebhookTarget
    waiting: int


async def list_targets(session: AsyncSession) -> list[TargetLine]:
    """Return all targets, the oldest first."""
    waiting = (
        select(func.count())
        .where(
            EventDelivery.target_id == WebhookTarget.id,
            equals_literal(EventDelivery.status, DeliveryStatus.PENDING),
        )
        .scalar_subquery()
    )
    found = await session.execute(select(WebhookTarget, waiting).order_by(WebhookTarget.id))
    return [TargetLine(*row) for row in found.tuples()]


async def read_target(session: AsyncSession, target_id: int) -> tuple[WebhookTarget, Sequence[EventDelivery]]:
    """Return a target with the newest events that it was told, or is to be told.

    Raises:
        NotFound: there is no such target.
    """
    target = await session.get(WebhookTarget, target_id)
    if target is None:
        raise NotFound("webhook", target_id)
    newest = select(EventDelivery).where(EventDelivery.target_id == target_id)
    found = await session.scalars(newest.order_by(EventDelivery.id.desc()).limit(MOST))
    return target, found.all()
