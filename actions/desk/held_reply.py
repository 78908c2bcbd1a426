"""A reply that is held back for some seconds, since words may follow that make it needless.

Telegram sends the items of an album one by one, and the words may come with the last. The held reply is a row
of the outbox that is due later: it is sent then, also after a restart, unless it is taken back.
"""

from datetime import timedelta

from actions.turn.turn import Turn
from store.models.conversations import Message
from store.queues import unsent

HOLD = timedelta(seconds=2)


async def hold(turn: Turn, text: str) -> None:
    """Say something after some seconds, unless something is held already."""
    if await _is_holding(turn):
        return
    message = await turn.say(text, not_before=turn.now + HOLD)
    turn.conversation.held_id = message.id


async def take_back(turn: Turn) -> None:
    """Do not say what is held; what has been sent stays."""
    held_id, turn.conversation.held_id = turn.conversation.held_id, None
    if held_id is None or not await unsent.withdraw(turn.session, held_id):
        return
    message = await turn.session.get(Message, held_id)
    if message is not None:
        await turn.session.delete(message)
        await turn.session.flush()


async def _is_holding(turn: Turn) -> bool:
    held = await turn.session.get(Message, turn.conversation.held_id) if turn.conversation.held_id else None
    return held is not None and turn.now < held.created_at + HOLD
