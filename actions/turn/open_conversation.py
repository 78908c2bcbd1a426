"""Who writes, to which conversation it belongs, and in which language that is held."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.turn.incoming import Origin
from actions.turn.turn import Turn
from actions.turn.voice import choose_voice, known_of, written_now
from store.models.address import Address
from store.models.conversations import Awaited, Conversation, Mode
from store.models.customers import Customer

# The answers that a silence does not end the waiting for.
HOLDING = (Awaited.ORDER_NUMBER, Awaited.SURVEY_TEXT)

# Written once, since every message needs them: building a statement costs as much as running it.
BY_ACCOUNT = select(Customer).where(Customer.account == bindparam("of_id"))
NEWEST = (
    select(Conversation)
    .where(Conversation.customer_id == bindparam("of_customer"))
    .order_by(Conversation.id.desc())
    .limit(1)
)


async def find_or_create_customer(
    session: AsyncSession, origin: Origin, now: datetime
) -> tuple[Customer, bool]:
    """The customer of a private chat with current names, and whether this is the first we see of them.

    A customer who writes can be reached again.
    """
    person = origin.person
    customer = await customer_of_account(session, person.account)
    is_new = customer is None
    if customer is None:
        customer = Customer(account=person.account, created_at=now)
        session.add(customer)
    customer.address = origin.address
    customer.first_name = person.first_name
    customer.last_name = person.last_name
    customer.username = person.username
    customer.language_code = person.language_code
    customer.unreachable_at = None
    await session.flush()
    return customer, is_new


async def customer_of_account(session: AsyncSession, account: Address) -> Customer | None:
    """The customer with this account, if they ever opened the bot."""
    customer: Customer | None = await session.scalar(BY_ACCOUNT, {"of_id": account})
    return customer


async def open_turn(
    session: AsyncSession, customer: Customer, now: datetime, house: House, text: str | None = None
) -> Turn:
    """A turn with this customer, in the running conversation or in a new one after a long silence.

    What the `text` of a message tells about their language is kept.
    """
    conversation = await _running(session, customer, now, house.silence)
    known = known_of(customer)
    customer.written_language = written_now(known, text)
    voice = choose_voice(known, text, house.language)
    return Turn(session, now, house, customer, conversation, voice.language, form=voice.form)


async def _running(
    session: AsyncSession, customer: Customer, now: datetime, silence: timedelta
) -> Conversation:
    newest = await session.scalar(NEWEST, {"of_customer": customer.id})
    if newest is not None and _goes_on(newest, now, silence):
        return newest
    conversation = Conversation(
        customer_id=customer.id,
        topic=newest.topic if newest is not None else None,
        started_at=now,
        last_message_at=now,
        wordings=None if newest is None else newest.wordings,  # the talk goes on for the customer
    )
    session.add(conversation)
    await session.flush()
    return conversation


def _goes_on(conversation: Conversation, now: datetime, silence: timedelta) -> bool:
    """No silence ends it while an answer is waited for or a person has it in hand; losing its words does.

    Nor while a message in it is unclear: a case will open for it.
    """
    is_held = (
        conversation.awaited in HOLDING
        or conversation.mode is Mode.STAFF
        or conversation.unclear_since is not None
    )
    is_silent = now - conversation.last_message_at >= silence
    return conversation.words_erased_at is None and (is_held or not is_silent)
