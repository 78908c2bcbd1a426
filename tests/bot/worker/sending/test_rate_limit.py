"""How fast we send: per chat, per bot, and not at all when Telegram says so."""

import pytest

from bot.worker.sending.rate_limit import MANY_CHATS, RateLimiter, RateLimits
from store.models.address import Address

NOW = 1000.0
GROUP = Address(-7)
PACE = RateLimits(
    chat_per_second=1.0,
    chat_burst=3,
    bot_per_second=30.0,
    bot_burst=5,
    is_group=lambda address: address == GROUP,
)


def test_chat_gets_a_burst_and_then_one_a_second() -> None:
    pacer = RateLimiter(PACE)
    for _ in range(3):
        assert pacer.chat_wait(Address(7), NOW) == 0
        pacer.spend(Address(7), NOW)
    assert pacer.chat_wait(Address(7), NOW) == pytest.approx(1.0)
    assert pacer.chat_wait(Address(7), NOW + 0.4) == pytest.approx(0.6)
    assert pacer.chat_wait(Address(7), NOW + 1.0) == 0
    assert pacer.chat_wait(Address(8), NOW) == 0


def test_chat_has_its_burst_again_after_silence() -> None:
    pacer = RateLimiter(PACE)
    for _ in range(3):
        pacer.spend(Address(7), NOW)
    for _ in range(3):
        assert pacer.chat_wait(Address(7), NOW + 3.0) == 0
        pacer.spend(Address(7), NOW + 3.0)
    assert pacer.chat_wait(Address(7), NOW + 3.0) == pytest.approx(1.0)


def test_group_gets_twenty_a_minute() -> None:
    pacer = RateLimiter(PACE)
    sent: list[float] = []
    at = NOW
    while at < NOW + 180:
        at += pacer.chat_wait(GROUP, at)
        pacer.spend(GROUP, at)
        sent.append(at)
    assert max(sum(begin <= each < begin + 60 for each in sent) for begin in sent) <= 20
    assert sent[4] == NOW


def test_bot_has_room_for_its_burst_and_then_for_thirty_a_second() -> None:
    pacer = RateLimiter(PACE)
    assert pacer.room(NOW) == 5
    for chat in range(5):
        pacer.spend(Address(chat), NOW)
    assert pacer.room(NOW) == 0
    assert pacer.wait(NOW) == pytest.approx(1 / 30)
    assert pacer.room(NOW + 0.1) == 3
    assert pacer.room(NOW + 60) == 5


def test_never_more_than_thirty_in_a_second_after_the_burst() -> None:
    pacer = RateLimiter(RateLimits(bot_burst=1))
    sent, now = 0, NOW
    while now < NOW + 10:
        for _ in range(pacer.room(now) or 0):
            pacer.spend(Address(sent), now)
            sent += 1
        now += 0.001
    assert 295 <= sent <= 301


def test_without_limits_there_is_always_room() -> None:
    pacer = RateLimiter(RateLimits(chat_per_second=None, bot_per_second=None))
    for _ in range(1000):
        pacer.spend(Address(7), NOW)
    assert (pacer.room(NOW), pacer.wait(NOW), pacer.chat_wait(Address(7), NOW)) == (None, 0.0, 0.0)


def test_pause_holds_for_all_and_is_not_shortened() -> None:
    pacer = RateLimiter(PACE)
    pacer.pause(5, NOW)
    pacer.pause(1, NOW)
    assert (pacer.room(NOW + 4.9), pacer.wait(NOW + 4)) == (0, 1)
    assert pacer.room(NOW + 5) == 5


def test_quiet_chats_are_forgotten() -> None:
    pacer = RateLimiter(RateLimits(bot_per_second=None))
    for chat in range(1, MANY_CHATS + 1):
        pacer.spend(Address(chat), NOW)
    pacer.spend(Address(MANY_CHATS + 1), NOW + 60)
    assert len(pacer._chats) == 1
