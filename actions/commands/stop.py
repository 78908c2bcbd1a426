"""/stop: no more surveys. Messages are still answered."""

from actions.settings.replies import Reply
from actions.surveys.asking.schedule import cancel_all
from actions.turn.turn import Turn
from store.models.surveys import Reason


async def stop(turn: Turn, argument: str) -> None:
    """Opt the customer out, and take back what was going to be asked."""
    turn.customer.opted_out_at = turn.now
    await cancel_all(turn.session, turn.customer, turn.now, Reason.OPTED_OUT)
    await turn.say(turn.text(Reply.STOPPED))
