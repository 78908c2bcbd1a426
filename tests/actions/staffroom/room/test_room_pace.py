"""How fast a room may be written to."""

from datetime import datetime, timedelta

from actions.staffroom.room.room_pace import BURST, INTERVAL, free_messages, is_topic_due, spend

SECOND = timedelta(seconds=1)


def test_burst_is_spent_and_comes_back(now: datetime) -> None:
    assert free_messages(None, now) == BURST
    full_at = spend(None, now, BURST)
    assert free_messages(full_at, now) == 0
    assert free_messages(full_at, now + INTERVAL) == 1
    assert free_messages(full_at, now + 10 * INTERVAL) == BURST


def test_no_minute_has_more_than_twenty(now: datetime) -> None:
    full_at, sent = None, []
    for second in range(300):
        at = now + second * SECOND
        while free_messages(full_at, at):
            full_at = spend(full_at, at)
            sent.append(at)
    assert max(sum(start <= at < start + 60 * SECOND for at in sent) for start in sent) == BURST + 14


def test_clock_that_was_set_back_does_not_stop_the_room_for_long(now: datetime) -> None:
    full_at = spend(None, now, BURST)
    earlier = now - timedelta(days=1)
    assert spend(full_at, earlier) == earlier + timedelta(minutes=1) + INTERVAL


def test_topic_is_due_at_its_time(now: datetime) -> None:
    assert [is_topic_due(at, now) for at in (None, now, now + SECOND)] == [True, True, False]
