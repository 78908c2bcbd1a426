"""/help, and what is said to a command that does not exist."""

from actions.settings.replies import Reply
from actions.turn.turn import Turn


async def give_help(turn: Turn, argument: str) -> None:
    """Say what can be done here."""
    await turn.say(turn.text(Reply.HELP))


async def unknown(turn: Turn, argument: str) -> None:
    """Say that there is no such command, and what to do instead."""
    await turn.say(turn.text(Reply.UNKNOWN_COMMAND))
