"""Messages that point back to a matter: they are added to it, or open it."""

from actions.intents.inquiry import inquire
from actions.turn.turn import Turn
from store.models.conversations import Message


async def follow_up(turn: Turn, message: Message) -> None:
    """Treat a question about a matter as an inquiry."""
    await inquire(turn, message)


async def withdraw(turn: Turn, message: Message) -> None:
    """Leave it to staff to close what the customer takes back."""
    await inquire(turn, message)
