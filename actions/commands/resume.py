"""/resume: the way back from /stop."""

from actions.settings.replies import Reply
from actions.turn.turn import Turn


async def resume(turn: Turn, argument: str) -> None:
    """Let the customer be asked again."""
    turn.customer.opted_out_at = None
    await turn.say(turn.text(Reply.RESUMED))
