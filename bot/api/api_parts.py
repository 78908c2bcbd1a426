"""What the API is built from."""

from collections.abc import Callable
from dataclasses import dataclass

from actions.quality.scorecard import Scorecard
from actions.settings.house import House
from bot.timing.clock import Clock
from store.engine.database import Database


@dataclass(frozen=True, slots=True)
class ApiDeps:
    """The database, the house rules and the scorecard that are in force, and the clock (aware times).

    `start_link` returns the address that carries a token to the bot, or None while the bot's name is unknown;
    `scheduled` is called after a survey was scheduled, and `effects` after a write that may have queued
    something, so that the worker looks at once. `rate` is how many requests a key may make a minute, None
    without limit.
    """

    database: Database
    house: Callable[[], House]
    scorecard: Callable[[], Scorecard]
    clock: Clock
    start_link: Callable[[str], str | None]
    scheduled: Callable[[], None]
    effects: Callable[[], None]
    rate: int | None = None
