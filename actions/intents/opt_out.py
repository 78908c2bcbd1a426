"""A customer who wants no more messages is opted out, as by /stop."""

from actions.commands.stop import stop
from actions.turn.turn import Turn
from store.models.conversations import Message


async def opt_out(turn: Turn, message: Message) -> None:
    """Do what /stop does."""
    await stop(turn, "")
