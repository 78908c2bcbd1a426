"""The events of a target that are due, the longest waiting first."""

from datetime import datetime

from sqlalchemy import Select, select

from store.engine.columns import equals_literal
from store.models.queues import DeliveryStatus, EventDelivery


def due_events(target_id: int, now: datetime, most: int) -> Select[tuple[EventDelivery]]:
    """Return the statement that locks them, and leaves out what another process has locked."""
    return (
        select(EventDelivery)
        .where(
            EventDelivery.target_id == target_id,
            equals_literal(EventDelivery.status, DeliveryStatus.PENDING),
            EventDelivery.due_at <= now,
        )
        .order_by(EventDelivery.due_at, EventDelivery.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
