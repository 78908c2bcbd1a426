import json
from itertools import count

import pytest

from bot.sandbox.server.update_queue import TAP_LIFE, UPDATE_LIFE, QueuedUpdate, UpdateQueue

NOW = 1_000.0
CHAT = ("chat", 7)


def queue_of(texts: str, first: int = 100, capacity: int = 10) -> UpdateQueue:
    queue = UpdateQueue(count(first), capacity)
    for text in texts:
        queue.add("message", {"text": text}, CHAT, NOW)
    return queue


def ids(updates: list[QueuedUpdate]) -> list[int]:
    return [update.update_id for update in updates]


def test_updates_are_encoded_with_their_number() -> None:
    queue = UpdateQueue(count(100))
    queued = queue.add("message", {"text": "包裹 😀"}, CHAT, NOW)
    assert json.loads(queued.body) == {"update_id": 100, "message": {"text": "包裹 😀"}}
    assert (queued.lane, queued.expires) == (CHAT, NOW + UPDATE_LIFE)


def test_a_lone_surrogate_does_not_break_the_queue() -> None:
    queue = queue_of("\ud83d")
    assert json.loads(queue.take(0, 1, NOW)[0].body)["message"] == {"text": "\ud83d"}


def test_take_without_offset_forgets_nothing() -> None:
    queue = queue_of("abc")
    assert (ids(queue.take(0, 2, NOW)), ids(queue.take(0, 9, NOW))) == ([100, 101], [100, 101, 102])


def test_an_offset_forgets_what_is_below_it_at_once() -> None:
    queue = queue_of("abcd")
    assert ids(queue.take(102, 1, NOW)) == [102]
    assert ids(queue.take(0, 9, NOW)) == [102, 103]


def test_the_offset_after_the_last_empties_the_queue() -> None:
    queue = queue_of("ab")
    assert (ids(queue.take(102, 9, NOW)), len(queue)) == ([], 0)


def test_a_negative_offset_keeps_the_last_ones() -> None:
    queue = queue_of("abcd")
    assert ids(queue.take(-2, 9, NOW)) == [102, 103]
    assert ids(queue.take(-50, 9, NOW)) == [102, 103]


def test_an_offset_in_the_future_confirms_nothing() -> None:
    queue = queue_of("ab")
    assert ids(queue.take(9_000, 9, NOW)) == [100, 101]


def test_a_bot_with_a_high_offset_gets_lower_numbers_after_renumbering() -> None:
    queue = queue_of("a")
    queue.take(101, 9, NOW)
    queue.renumber(5)
    queue.add("message", {}, CHAT, NOW)
    assert ids(queue.take(101, 9, NOW)) == [5]
    assert ids(queue.take(6, 9, NOW)) == []


def test_renumbering_is_refused_while_updates_wait() -> None:
    with pytest.raises(ValueError, match="updates are waiting"):
        queue_of("a").renumber(5)


def test_a_tap_is_dropped_after_150_seconds_and_a_message_is_not() -> None:
    queue = queue_of("a")
    queue.add("callback_query", {"data": "x"}, ("user", 7), NOW)
    queue.add("message", {}, CHAT, NOW)
    assert ids(queue.take(0, 9, NOW + TAP_LIFE - 1)) == [100, 101, 102]
    assert ids(queue.take(0, 9, NOW + TAP_LIFE)) == [100, 102]


def test_a_message_is_dropped_after_a_day() -> None:
    queue = queue_of("ab")
    assert ids(queue.take(0, 9, NOW + UPDATE_LIFE - 1)) == [100, 101]
    assert ids(queue.take(0, 9, NOW + UPDATE_LIFE)) == []


def test_confirming_forgets_one() -> None:
    queue = queue_of("abc")
    queue.confirm(101)
    queue.confirm(101)
    assert ids(queue.peek(9, NOW)) == [100, 102]


def test_confirmed_taps_leave_no_trace() -> None:
    queue = queue_of("")
    tap = queue.add("callback_query", {}, ("user", 7), NOW)
    queue.confirm(tap.update_id)
    queue.add("message", {}, CHAT, NOW)
    assert ids(queue.take(0, 9, NOW + TAP_LIFE)) == [101]


def test_a_full_queue_drops_the_oldest() -> None:
    queue = queue_of("abc", capacity=3)
    assert queue.full
    queue.add("message", {}, CHAT, NOW)
    assert ids(queue.peek(9, NOW)) == [101, 102, 103]


def test_drop_all_empties_the_queue_and_numbers_go_on() -> None:
    queue = queue_of("abc")
    queue.drop_all()
    queue.add("message", {}, CHAT, NOW)
    assert ids(queue.peek(9, NOW)) == [103]
