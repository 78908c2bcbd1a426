"""Which rows of an effect may be sent at once."""

from collections.abc import Callable, Sequence
from datetime import datetime

from store.models.address import Address
from store.queues.outgoing import NewRow, Outgoing


def first_to_send(
    rows: Sequence[NewRow], now: datetime, chat_wait: Callable[[Outgoing], float]
) -> dict[Address, int]:
    """Return the place of each chat's first row, where it is due, need not wait and knows its target."""
    firsts: dict[Address, int] = {}
    for place, row in enumerate(rows):
        firsts.setdefault(row.outgoing.address, place)
    return {
        chat: place
        for chat, place in firsts.items()
        if rows[place].due_at <= now
        and rows[place].outgoing.arriving is None
        and chat_wait(rows[place].outgoing) <= 0
    }
