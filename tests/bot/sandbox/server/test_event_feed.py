import asyncio
from itertools import count

from bot.sandbox.server.event_feed import ChatEvent, EventFeed, EventKind, Side

PLACE = (1, 7)


def filled(events: int, room: int = 100) -> EventFeed:
    feed = EventFeed(count(50), room)
    for number in range(events):
        feed.record(float(number), PLACE, EventKind.MESSAGE, Side.BOT, {"n": number})
    return feed


def numbers(events: list[ChatEvent]) -> list[int]:
    return [event.seq for event in events]


def test_events_are_numbered_one_after_the_other() -> None:
    feed = filled(3)
    assert (numbers(feed.since(0, 10)), feed.last) == ([51, 52, 53], 53)


def test_since_returns_only_later_events() -> None:
    feed = filled(5)
    assert [numbers(feed.since(seq, 10)) for seq in (52, 55, 99)] == [[53, 54, 55], [], []]


def test_the_oldest_come_first_where_there_are_too_many() -> None:
    assert numbers(filled(5).since(50, 2)) == [51, 52]


def test_old_events_are_dropped_when_there_is_no_room() -> None:
    assert numbers(filled(10, room=3).since(0, 10)) == [58, 59, 60]


def test_an_empty_feed_has_nothing() -> None:
    assert filled(0).since(0, 10) == []


def test_an_event_is_sent_with_all_its_fields() -> None:
    assert filled(1).since(0, 1)[0].as_json() == {
        "seq": 51,
        "at": 0.0,
        "bot": 1,
        "chat": 7,
        "kind": "message",
        "by": "bot",
        "body": {"n": 0},
    }


async def test_the_bell_rings_for_every_event() -> None:
    feed = filled(0)
    waiting = asyncio.create_task(feed.bell.heard(30))
    await asyncio.sleep(0)
    feed.record(1.0, PLACE, EventKind.ACTION, Side.BOT, {})
    assert await waiting is True
