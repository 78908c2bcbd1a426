"""Calls of methods without HTTP."""

from collections.abc import Callable

import pytest

from bot.sandbox.methods.call import Call
from bot.sandbox.server.arguments import Arguments
from bot.sandbox.server.customer_moves import Seat
from bot.sandbox.server.sample_files import Upload

MakeCall = Callable[..., Call]


@pytest.fixture
def call(seat: Seat) -> MakeCall:
    """Make a call of the bot; values as they would come."""

    def make(uploads: dict[str, Upload] | None = None, **values: object) -> Call:
        return Call(seat.world, seat.bot, Arguments(values, uploads or {}))

    return make


@pytest.fixture
def opened(seat: Seat) -> Seat:
    """A customer who has pressed start; the update is not waiting any more."""
    seat.say("/start")
    seat.bot.queue.drop_all()
    return seat
