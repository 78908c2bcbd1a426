"""One call of a Bot API method."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.server.bot_account import BotAccount
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.sandbox_world import World


@dataclass(frozen=True, slots=True)
class MethodCall:
    """The calling bot and its arguments."""

    world: World
    bot: BotAccount
    arguments: Arguments


@dataclass(frozen=True, slots=True)
class EncodedResult:
    """A result that is JSON already. `empty`: it has no items."""

    body: bytes
    empty: bool


Result = Json | list[Json] | str | bool | EncodedResult
Method = Callable[[MethodCall], Awaitable[Result]]
