"""Whether what a customer sends is taken in or only counted: by limits, and where staff have blocked them."""

from actions.customers.usage import count_message, is_too_much
from actions.settings.replies import Reply
from actions.turn.incoming import AttachmentReceived, ButtonPressed, CommandReceived, Incoming
from actions.turn.turn import Turn
from store.models.queues import InboxStatus
from store.models.usage import CustomerUsage
from store.queues import inbox
from store.queues.inbox import InboxUpdate

RIGHTS = frozenset({"stop", "forget"})
"""Commands that are obeyed beyond the limits, as often again."""
ALLOWANCE = 2


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
        case ButtonPressed(data=data):
            is_right = data.startswith("f:")  # see `actions.commands.forget`
        case _:
            is_right = False
    used = turn.usage.hour_messages if turn.usage else 0
    return is_right and used <= ALLOWANCE * turn.house.limits.messages_per_hour


async def _keep_the_count(turn: Turn, usage: CustomerUsage, item: InboxUpdate) -> None:
    """Empty the update, and drop the one that was emptied before: a flood leaves one row."""
    usage.not_kept += 1
    await inbox.erase_body(turn.session, item.id)
    if usage.emptied_inbox_id is not None:
        await inbox.drop_emptied(turn.session, usage.emptied_inbox_id, item.lane)
    usage.emptied_inbox_id = item.id
