"""One call of a Bot API method."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.sandbox.server.accounts import BotAccount
from bot.sandbox.server.arguments import Arguments
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """Which bot asks for what."""

    world: World
    bot: BotAccount
    arguments: Arguments


@dataclass(frozen=True, slots=True)
class Encoded:
    """A result that is JSON already. `empty`: it holds nothing."""

    body: bytes
    empty: bool


Result = Json | list[Json] | list[str] | str | bool | Encoded
Method = Callable[[Call], Awaitable[Result]]
