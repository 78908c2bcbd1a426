"""/start: a welcome, and the way back from /stop. A token in it binds a service to this customer."""

from sqlalchemy import func, select

from actions.customers.phone_proof import ask_for_phone
from actions.settings.replies import Reply
from actions.surveys.policy.services import bind
from actions.turn.turn import Turn
from store.models.conversations import Conversation, Message


async def start(turn: Turn, argument: str) -> None:
    """Welcome the customer, who may be asked again from now on."""
    turn.customer.opted_out_at = None
    service = await bind(turn, argument) if argument else None
    await turn.say(turn.text(Reply.WELCOME if await _is_first(turn) else Reply.WELCOME_BACK))
    if service is not None:
        await ask_for_phone(turn, service)


async def _is_first(turn: Turn) -> bool:
    talk = select(func.count(Message.id)).join(Conversation, Conversation.id == Message.conversation_id)
    known = await turn.session.scalar(talk.where(Conversation.customer_id == turn.customer.id)) or 0
    return known <= 1
