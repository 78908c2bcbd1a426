"""A turn that staff begin: in the customer's newest conversation, and in the language it is held in."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.refusals import OutOfReach, Superseded
from actions.settings.house import House
from actions.turn.open_conversation import choose_voice, known_of, open_turn
from actions.turn.turn import Turn
from store.models.conversations import Conversation, Direction, Message
from store.models.customers import Customer
from store.queries.not_found import NotFound


async def turn_in(session: AsyncSession, conversation_id: int, now: datetime, house: House) -> Turn:
    """A turn in this conversation, which is kept from others until the transaction ends.

    Raises:
        NotFound: there is no such conversation.
        Superseded: the customer has begun another one since.
    """
    conversation = await session.scalar(
        select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    )
    if conversation is None:
        raise NotFound("conversation", conversation_id)
    newest = select(Conversation.id).where(Conversation.customer_id == conversation.customer_id)
    newest_id = await session.scalar(newest.order_by(Conversation.id.desc()).limit(1))
    if newest_id is not None and newest_id != conversation.id:
        raise Superseded(newest_id)
    return await turn_of(session, conversation, now, house)


async def turn_of(session: AsyncSession, conversation: Conversation, now: datetime, house: House) -> Turn:
    """A turn in this conversation, to write what would be said there."""
    customer = await session.get_one(Customer, conversation.customer_id)
    voice = choose_voice(known_of(customer), None, house.language)
    return await _in_their_language(
        Turn(session, now, house, customer, conversation, voice.language, form=voice.form)
    )


async def turn_with(session: AsyncSession, customer: Customer, now: datetime, house: House) -> Turn:
    """A turn with this customer, in the running conversation or in a new one after a long silence."""
    return await _in_their_language(await open_turn(session, customer, now, house))


def is_in_reach(customer: Customer) -> bool:
    """Whether the customer can be written to, as far as we know."""
    return customer.address is not None and customer.unreachable_at is None


def require_reach(customer: Customer) -> None:
    """Refuse to write to a customer who would not get it.

    Raises:
        OutOfReach: they blocked the bot, or never opened it.
    """
    if not is_in_reach(customer):
        raise OutOfReach


async def _in_their_language(turn: Turn) -> Turn:
    """What they chose, else what they last wrote in."""
    customer = turn.customer
    if customer.language is not None or customer.written_language is not None:
        return turn
    written = (
        select(Message.language)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.customer_id == turn.customer.id,
            Message.direction == Direction.IN,
            Message.language.is_not(None),
        )
    )
    language = await turn.session.scalar(written.order_by(Message.id.desc()).limit(1))
    return turn.speaking(language) if language is not None else turn
