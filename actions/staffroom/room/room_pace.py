"""How fast a room may be written to and topics be made: pure, over times that the room's row keeps.

Telegram takes about 20 messages a minute in a group. A burst and what follows it within a minute are 20
together, also after a restart and with several workers.
"""

from datetime import datetime, timedelta

INTERVAL = timedelta(seconds=4)
BURST = 5
# At most 15 topics a minute, and never two within 3 seconds: groups whose bot made many at once were deleted.
TOPIC_INTERVAL = timedelta(seconds=4)


def free_messages(full_at: datetime | None, now: datetime) -> int:
    """Return how many messages may be queued now; `full_at` is when the whole burst is there again."""
    used = max(_until(full_at, now), timedelta(0)) / INTERVAL
    return max(0, int(BURST - used + 1e-9))


def spend(full_at: datetime | None, now: datetime, messages: int = 1) -> datetime:
    """Return when the whole burst is there again after so many more messages."""
    return now + max(_until(full_at, now), timedelta(0)) + messages * INTERVAL


def is_topic_due(topic_at: datetime | None, now: datetime) -> bool:
    """Return whether the next topic may be made."""
    return topic_at is None or topic_at <= now


def _until(full_at: datetime | None, now: datetime) -> timedelta:
    """Return the time left; a clock that was set back does not prolong it beyond a minute."""
    return timedelta(0) if full_at is None else min(full_at - now, timedelta(minutes=1))
