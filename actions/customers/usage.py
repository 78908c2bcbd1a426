"""Counting what a customer uses, hour by hour and day by day, and saying when it is enough."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import CustomerLimits
from store.models.customers import Customer
from store.models.usage import CustomerUsage

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def usage_of(session: AsyncSession, customer: Customer, now: datetime) -> CustomerUsage:
    """Return the counts of the customer's present hour and day; windows that are over begin again."""
    usage = await session.get(CustomerUsage, customer.id)
    if usage is None:
        usage = CustomerUsage(customer_id=customer.id, not_kept=0)
        _begin_hour(usage, now)
        _begin_day(usage, now)
        session.add(usage)
    # A clock that was put back must not make an hour longer.
    if not timedelta() <= now - usage.hour_began_at < HOUR:
        _begin_hour(usage, now)
    if not timedelta() <= now - usage.day_began_at < DAY:
        _begin_day(usage, now)
    return usage


def count_message(usage: CustomerUsage, *, is_file: bool) -> None:
    """Count something that the customer sent."""
    usage.hour_messages += 1
    usage.day_messages += 1
    usage.hour_files += is_file
    usage.day_files += is_file


def is_too_much(usage: CustomerUsage, limits: CustomerLimits, *, is_file: bool) -> bool:
    """Return whether what was just counted goes beyond a limit."""
    pairs = [
        (usage.hour_messages, limits.messages_per_hour),
        (usage.day_messages, limits.messages_per_day),
        # Replies follow a message: those of this one are not counted yet.
        (usage.hour_replies + 1, limits.replies_per_hour),
        (usage.day_replies + 1, limits.replies_per_day),
    ]
    if is_file:
        pairs += [(usage.hour_files, limits.files_per_hour), (usage.day_files, limits.files_per_day)]
    return any(used > limit for used, limit in pairs)


def _begin_hour(usage: CustomerUsage, now: datetime) -> None:
    usage.hour_began_at, usage.told_at = now, None
    usage.hour_messages = usage.hour_replies = usage.hour_files = 0


def _begin_day(usage: CustomerUsage, now: datetime) -> None:
    usage.day_began_at = now
    usage.day_messages = usage.day_replies = usage.day_files = usage.day_exports = 0
