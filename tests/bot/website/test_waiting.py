"""Above a limit, the connection that has waited longest is closed."""

from bot.website.waiting import Waiting, WaitingLimits
from tests.fakes.connection import QuietConnection


def test_oldest_of_an_address_gives_way() -> None:
    waiting = Waiting(WaitingLimits(total=10, from_one=2, grace=0))
    other, *same = QuietConnection(), QuietConnection(), QuietConnection(), QuietConnection()
    waiting.add(other, "192.0.2.9")
    for each in same:
        waiting.add(each, "192.0.2.1")
    assert ([each.is_open for each in same], other.is_open, len(waiting)) == ([False, True, True], True, 3)


def test_oldest_of_all_gives_way() -> None:
    waiting = Waiting(WaitingLimits(total=2, from_one=2, grace=0))
    connections = [QuietConnection(), QuietConnection(), QuietConnection()]
    for number, each in enumerate(connections):
        waiting.add(each, f"192.0.2.{number}")
    assert [each.is_open for each in connections] == [False, True, True]


def test_connection_that_waits_again_is_the_youngest() -> None:
    waiting = Waiting(WaitingLimits(total=2, from_one=2, grace=0))
    first, second, third = QuietConnection(), QuietConnection(), QuietConnection()
    for each in (first, second, first, third):
        waiting.add(each, "192.0.2.1")
    assert [each.is_open for each in (first, second, third)] == [True, False, True]


def test_proxy_has_no_limit_of_its_address() -> None:
    waiting = Waiting(WaitingLimits(total=10, from_one=1, grace=0))
    connections = [QuietConnection(), QuietConnection(), QuietConnection()]
    for each in connections:
        waiting.add(each, None)
    assert [each.is_open for each in connections] == [True, True, True]


def test_connection_that_is_complete_counts_no_longer() -> None:
    waiting = Waiting(WaitingLimits(total=1, from_one=1, grace=0))
    done, next_one = QuietConnection(), QuietConnection()
    waiting.add(done, "192.0.2.1")
    waiting.discard(done)
    waiting.discard(done)
    waiting.add(next_one, "192.0.2.1")
    assert (done.is_open, next_one.is_open, len(waiting)) == (True, True, 1)


def test_young_connections_give_way_only_where_there_are_far_too_many() -> None:
    now = 0.0
    waiting = Waiting(WaitingLimits(total=2, from_one=2, grace=1.0, most=4), lambda: now)
    connections = [QuietConnection() for _ in range(6)]
    for each in connections[:5]:
        waiting.add(each, "192.0.2.1")
    young = [each.is_open for each in connections]
    now = 1.0
    waiting.add(connections[5], "192.0.2.1")
    assert young == [False, True, True, True, True, True]
    assert [each.is_open for each in connections] == [False, False, False, False, True, True]
