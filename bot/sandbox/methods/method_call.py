"""One call of a Bot API method."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.server.bot_account import BotAccount
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.people import SandboxCustomer
from bot.sandbox.server.sandbox_world import World


@dataclass(frozen=True, slots=True)
class MethodCall:
    """The calling bot and its arguments."""

    world: World
    bot: BotAccount
    arguments: Arguments

    def person(self, number: int) -> SandboxCustomer | None:
        """Return the person with this id, or None where the bot has met them in no chat."""
        met = (chat.members.get(number) for chat in self.bot.chats.values() if chat.is_group or chat.events)
        return next((each for each in met if each is not None), None)


@dataclass(frozen=True, slots=True)
class EncodedResult:
    """A result that is JSON already. `empty`: it has no items."""

    body: bytes
    empty: bool


Result = Json | list[Json] | str | bool | EncodedResult
Method = Callable[[MethodCall], Awaitable[Result]]
