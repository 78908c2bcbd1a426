"""What arrived in a chat, beside what is recorded as sent there."""

from collections import Counter
from collections.abc import Iterator, Sequence

from store.models.queues import OutboxStatus
from tests.chaos.books import Send

Pair = tuple[str, int]
"""What is compared, and how many too many there are; fewer than 0 are missing."""


def compare_arrivals(chat: int, delivered: Sequence[int], sends: Sequence[Send]) -> Iterator[Pair]:
    """All that is recorded as sent is there once; besides, only what is unknown may be there, once."""
    sent = Counter(send.message_id for send in sends if send.status is OutboxStatus.SENT)
    arrived = Counter(delivered)
    for number, times in sent.items():
        yield f"chat {chat}: message {number} recorded {times} times", times - 1
        yield (
            f"chat {chat}: message {number} is in the chat {arrived[number or 0]} times",
            arrived[number or 0] - 1,
        )
    unrecorded = sum(times for number, times in arrived.items() if number not in sent)
    unknown = sum(1 for send in sends if send.status is OutboxStatus.UNKNOWN)
    yield f"chat {chat}: {unrecorded} messages arrived of {unknown} unknown", max(0, unrecorded - unknown)
    unsettled = [send for send in sends if send.status not in {OutboxStatus.SENT, OutboxStatus.UNKNOWN}]
    yield f"chat {chat}: {len(unsettled)} sends never ended", -len(unsettled)
