"""Telegram is asked until it answers; a token that it refuses is not tried again."""

from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from bot.telegram.send_errors import NotNow, TokenRefused
from bot.timing.backoff import Backoff
from bot.wiring.telegram_bot import until_answered

QUICK = Backoff(0.001, 0.001)


def answers(*results: Exception | str) -> Callable[[], Awaitable[str]]:
    """Return a Telegram that answers so, one after the other."""
    left = [*results]

    async def ask() -> str:
        result = left.pop(0)
        if isinstance(result, Exception):
            raise result
        return result

    return ask


async def test_answer_is_returned_at_once() -> None:
    with capture_logs() as logs:
        assert await until_answered(answers("here"), QUICK, "no answer") == "here"
    assert logs == []


async def test_silence_is_logged_and_asked_again() -> None:
    silent = answers(NotNow("away", 0.0), NotNow("away", 0.002), "here")
    with capture_logs() as logs:
        assert await until_answered(silent, QUICK, "no answer") == "here"
    assert [(line["event"], line["again_in"]) for line in logs] == [
        ("no answer", 0.001),
        ("no answer", 0.002),
    ]


async def test_refused_token_ends_the_asking() -> None:
    with pytest.raises(TokenRefused):
        await until_answered(answers(NotNow("away", 0.0), TokenRefused()), QUICK, "no answer")
