"""Whether what a customer sends is taken in or only counted: by limits, and where staff have blocked them.

What a customer uses is counted hour by hour and day by day.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import CustomerLimits
from actions.settings.replies import Reply
from actions.turn.incoming import AttachmentReceived, ButtonPressed, CommandReceived, Incoming, TextReceived
from actions.turn.open_conversation import Writer
from actions.turn.spoken_command import spoken_command
from actions.turn.turn import Turn
from store.models.queues import InboxStatus
from store.models.usage import CustomerUsage
from store.queues import queue_erasure
from store.queues.inbox import InboxUpdate

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RIGHTS = frozenset({"stop", "forget"})
"""Commands that are obeyed beyond the limits, as often again."""
ALLOWANCE = 2


def usage_of(session: AsyncSession, writer: Writer, now: datetime) -> CustomerUsage:
    """Return the counts of the customer's present hour and day; windows that are over begin again."""
    usage = writer.usage
    if usage is None:
        usage = CustomerUsage(customer_id=writer.customer.id, not_kept=0)
        _begin_hour(usage, now)
        _begin_day(usage, now)
        session.add(usage)
    # A clock that was put back must not make an hour longer.
    if not timedelta() <= now - usage.hour_began_at < HOUR:
        _begin_hour(usage, now)
    if not timedelta() <= now - usage.day_began_at < DAY:
        _begin_day(usage, now)
    return usage


async def is_admitted(turn: Turn, item: InboxUpdate, incoming: Incoming) -> bool:
    """Count an update, and return whether it is to have its effect.

    Otherwise nothing of it is kept but its count, and the customer is told once: in this hour, or since they
    were blocked.
    """
    usage = turn.usage
    if usage is None or item.status is InboxStatus.WAITING:  # it was counted when it came
        return True
    is_file = isinstance(incoming, AttachmentReceived)
    count_message(usage, is_file=is_file)
    if turn.customer.blocked_at is not None:
        if turn.customer.block_told_at is None:
            turn.customer.block_told_at = turn.now
            await turn.say(turn.text(Reply.BLOCKED))
    elif not is_too_much(usage, turn.house.limits, is_file=is_file) or _is_right(turn, incoming):
        return True
    elif usage.told_at is None:
        usage.told_at = turn.now
        await turn.say(turn.text(Reply.TOO_MUCH))
    await _keep_the_count(turn, usage, item)
    return False


def _is_right(turn: Turn, incoming: Incoming) -> bool:
    match incoming:
        case CommandReceived(name=name):
            is_right = name in RIGHTS
        case TextReceived(text=text):
            is_right = spoken_command(text) in RIGHTS
        case ButtonPressed(data=data):
            is_right = data.startswith("f:")  # see `actions.commands.forget`
        case _:
            is_right = False
    used = turn.usage.hour_messages if turn.usage else 0
    return is_right and used <= ALLOWANCE * turn.house.limits.messages_per_hour


async def _keep_the_count(turn: Turn, usage: CustomerUsage, item: InboxUpdate) -> None:
    """Empty the update, and drop the one that was emptied before: a flood leaves one row."""
    usage.not_kept += 1
    await queue_erasure.erase_body(turn.session, item.id)
    if usage.emptied_inbox_id is not None:
        await queue_erasure.drop_emptied(turn.session, usage.emptied_inbox_id, item.lane)
    usage.emptied_inbox_id = item.id


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
