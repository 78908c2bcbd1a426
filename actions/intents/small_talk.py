"""Small talk is answered in kind and opens nothing."""

from actions.settings.replies import Reply
from actions.turn.turn import Turn
from store.models.conversations import Message


async def greet(turn: Turn, message: Message) -> None:
    """Greet back."""
    await turn.say(turn.text(Reply.GREET))


async def thank(turn: Turn, message: Message) -> None:
    """Say that it was a pleasure."""
    await turn.say(turn.text(Reply.THANKS))


async def bye(turn: Turn, message: Message) -> None:
    """Say goodbye."""
    await turn.say(turn.text(Reply.BYE))


async def out_of_scope(turn: Turn, message: Message) -> None:
    """Say what the bot is for."""
    await turn.say(turn.text(Reply.OUT_OF_SCOPE))


async def acknowledge(turn: Turn, message: Message) -> None:
    """Say nothing: the customer has only agreed or taken note."""
