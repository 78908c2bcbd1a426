"""The second proof of a customer number: the phone number that Telegram knows of the account.

Telegram names the owner of a shared contact. Only the contact of the account itself counts, since anybody can
forward the contact of another person.
"""

from sqlalchemy import select, update

from actions.customers.customer_number import NumberTaken, bind_number
from actions.customers.phone_number import read_shared_phone
from actions.settings.replies import Reply
from actions.turn.turn import Turn
from store.models.conversations import Message, MessageKind
from store.models.customers import Customer, Proof
from store.models.surveys import Service
from store.queues import queue_erasure


async def ask_for_phone(turn: Turn, service: Service) -> None:
    """Offer the button that shares the phone number, if that can prove the service's customer number."""
    number = service.customer_external_id
    if number is None or turn.customer.external_id is not None or await _is_taken(turn, number):
        return
    if await _told_phone(turn, number) is not None:
        await turn.say(turn.text(Reply.PHONE_ASK), phone_button=turn.text(Reply.PHONE_BUTTON))


async def take_phone(turn: Turn, message: Message) -> bool:
    """Bind the customer number whose phone number this contact is. False: the contact proves nothing.

    No phone number is kept once it has been compared.
    """
    if turn.customer.external_id is not None or not _is_own(turn, message):
        return False
    numbers = await _claimed(turn)
    if not numbers:
        return False
    details = message.attachment or {}
    shared = read_shared_phone(str(details.get("phone_number", "")))
    message.attachment = {name: value for name, value in details.items() if name != "phone_number"}
    if message.inbox_id is not None:
        await queue_erasure.erase_body(turn.session, message.inbox_id)
    proved = [number for number in numbers if shared and await _told_phone(turn, number) == shared]
    if not proved:
        await turn.say(turn.text(Reply.PHONE_OTHER))
        return True
    await turn.say(turn.text(Reply.PHONE_BOUND if await _is_bound(turn, proved[0]) else Reply.PHONE_OTHER))
    return True


async def _is_bound(turn: Turn, number: str) -> bool:
    """Bind the number unless another customer has it by now."""
    try:
        await bind_number(
            turn.session, turn.customer, number, Proof.PHONE, f"customer:{turn.customer.id}", turn.now
        )
    except NumberTaken:
        return False
    served = update(Service).where(Service.customer_external_id == number)
    await turn.session.execute(served.values(customer_phone=None))
    return True


def _is_own(turn: Turn, message: Message) -> bool:
    owner = (message.attachment or {}).get("user_id")
    account = turn.customer.account
    return message.kind is MessageKind.CONTACT and account is not None and owner == account.number


async def _claimed(turn: Turn) -> list[str]:
    """Return the customer numbers of the services whose links this customer followed, newest first."""
    followed = (
        select(Service.customer_external_id)
        .where(Service.customer_id == turn.customer.id, Service.customer_external_id.is_not(None))
        .order_by(Service.id.desc())
    )
    return list(dict.fromkeys(each for each in await turn.session.scalars(followed) if each))


async def _told_phone(turn: Turn, number: str) -> str | None:
    """Return the phone number that was told last for a customer number."""
    told = (
        select(Service.customer_phone)
        .where(Service.customer_external_id == number, Service.customer_phone.is_not(None))
        .order_by(Service.id.desc())
        .limit(1)
    )
    phone: str | None = await turn.session.scalar(told)
    return phone


async def _is_taken(turn: Turn, number: str) -> bool:
    owner = select(Customer.id).where(Customer.external_id == number)
    return await turn.session.scalar(owner) is not None
