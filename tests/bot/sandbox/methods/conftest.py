"""Calls of methods without HTTP."""

from collections.abc import Callable

import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.methods.method_call import MethodCall
from bot.sandbox.server.attachments import Upload

MakeCall = Callable[..., MethodCall]


@pytest.fixture
def call(seat: Seat) -> MakeCall:
    """Make a call of the bot; values as they arrive."""

    def make(uploads: dict[str, Upload] | None = None, **values: object) -> MethodCall:
        return MethodCall(seat.world, seat.bot, Arguments(values, uploads or {}))

    return make


@pytest.fixture
def opened(seat: Seat) -> Seat:
    """A customer who has pressed start; no update waits."""
    seat.say("/start")
    seat.bot.queue.drop_all()
    return seat
