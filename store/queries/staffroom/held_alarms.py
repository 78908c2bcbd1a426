"""Notices about cases that wait for the day, for a topic, or for room in the pace."""

from collections.abc import Collection

from sqlalchemy import Select, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import Case
from store.models.queues import Alarm
from store.models.staff_rooms import CustomerTopic, TopicState

CASE = "case:"


def can_be_said(room_id: int, held: Collection[int], kinds: Collection[str]) -> Select[tuple[int]]:
    """Return which of the held alarms of these kinds have an open topic."""
    return (
        _of_room(room_id, held)
        .where(Alarm.kind.in_(kinds), CustomerTopic.state == TopicState.OPEN)
        .order_by(Alarm.id)
    )


async def sayable_alarms(
    session: AsyncSession, room_id: int, held: Collection[int], kinds: Collection[str], most: int
) -> list[Alarm]:
    """Return the oldest of the held alarms that can be said."""
    if not held:
        return []
    numbers = can_be_said(room_id, held, kinds).limit(most)
    return list(await session.scalars(select(Alarm).where(Alarm.id.in_(numbers)).order_by(Alarm.id)))


async def holdable_alarms(session: AsyncSession, room_id: int, numbers: Collection[int]) -> list[int]:
    """Return the alarms that can still be said later: not cleared, of a customer who has a topic here."""
    if not numbers:
        return []
    return list(await session.scalars(_of_room(room_id, numbers).order_by(Alarm.id)))


async def standing_alarms(session: AsyncSession, customer_id: int, kinds: Collection[str]) -> list[int]:
    """Return the alarms of these kinds about the customer's cases that are not cleared."""
    of_customer = (
        select(Alarm.id)
        .join(Case, Alarm.subject == literal(CASE) + Case.reference)
        .where(Case.customer_id == customer_id, Alarm.cleared_at.is_(None), Alarm.kind.in_(kinds))
    )
    return list(await session.scalars(of_customer.order_by(Alarm.id)))


def _of_room(room_id: int, numbers: Collection[int]) -> Select[tuple[int]]:
    return (
        select(Alarm.id)
        .join(Case, Alarm.subject == literal(CASE) + Case.reference)
        .join(CustomerTopic, CustomerTopic.customer_id == Case.customer_id)
        .where(Alarm.id.in_(numbers), Alarm.cleared_at.is_(None), CustomerTopic.room_id == room_id)
    )
