import pytest

from bot.sandbox.server.bot_api_errors import TooManyRequests
from bot.sandbox.server.rates import NO_RATES, TELEGRAM_RATES, Rates, TokenBucket, admit


def sent(rates: Rates, moments: list[float], *, group: bool = False, chats: int = 1) -> list[int]:
    """Try to send at each moment, in one chat after another; return `retry_after`, or 0 where it passes."""
    bot, places = TokenBucket(), [TokenBucket() for _ in range(chats)]
    outcome = []
    for number, now in enumerate(moments):
        try:
            admit(rates, bot, places[number % chats], now, group=group)
        except TooManyRequests as exc:
            outcome.append((exc.parameters or {})["retry_after"])
        else:
            outcome.append(0)
    return outcome


def test_a_burst_in_a_chat_passes_and_then_waits_a_second() -> None:
    assert sent(TELEGRAM_RATES, [100.0] * 10) == [0] * 8 + [1, 1]


def test_a_chat_is_refilled_with_one_message_a_second() -> None:
    assert sent(TELEGRAM_RATES, [100.0] * 8 + [101.0, 101.0]) == [0] * 9 + [1]


def test_refused_messages_cost_nothing() -> None:
    assert sent(TELEGRAM_RATES, [100.0] * 50 + [101.0])[-1] == 0


def test_a_bot_sends_thirty_a_second() -> None:
    assert sent(TELEGRAM_RATES, [100.0] * 31, chats=31) == [0] * 30 + [1]


def test_a_group_gets_twenty_a_minute() -> None:
    assert sent(TELEGRAM_RATES, [100.0] * 21, group=True) == [0] * 20 + [3]


def test_the_longest_wait_is_returned() -> None:
    rates = Rates(chat_per_second=0.1, chat_burst=1, bot_per_second=1, bot_burst=1)
    assert sent(rates, [100.0, 100.0]) == [0, 10]


def test_no_rates_refuse_nothing() -> None:
    assert sent(NO_RATES, [100.0] * 1_000) == [0] * 1_000


@pytest.mark.parametrize("back", [0.0, -50.0])
def test_a_clock_that_stops_or_goes_back_refills_nothing(back: float) -> None:
    assert sent(TELEGRAM_RATES, [100.0] * 8 + [100.0 + back])[-1] == 1
