"""What a receiver is posted: kind, time, and numbers with a link; words only where that was chosen."""

import json
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.opening import reference
from store.models.conversations import Message
from store.models.queues import EventDelivery, SystemEventKind

PAGES = {"case": "cases", "conversation": "conversations"}


async def event_body(
    session: AsyncSession, delivery: EventDelivery, console: str | None, *, has_words: bool
) -> bytes:
    """Return the bytes that are signed and posted. Words that were erased meanwhile are missing."""
    data = {name: value for name, value in delivery.facts.items() if value is not None}
    if delivery.customer_id is not None:
        data["customer"] = delivery.customer_id
    if "case" in data:
        data["reference"] = reference(data["case"])
    link = page_of(delivery, console)
    data |= {"link": link} if link else {}
    words = await event_words(session, delivery) if has_words else None
    data |= {"text": words} if words else {}
    return serialised(delivery.kind, delivery.at, data)


def serialised(kind: SystemEventKind, at: datetime, data: dict[str, object]) -> bytes:
    """Return the body of an event."""
    body = {"type": kind.value, "timestamp": at.isoformat(), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


async def event_words(session: AsyncSession, delivery: EventDelivery) -> str | None:
    """Return what the customer wrote; None for other events, and where it was erased."""
    if delivery.kind is not SystemEventKind.MESSAGE_RECEIVED:
        return None
    message = await session.get(Message, delivery.facts["message"])
    return None if message is None else message.text


def page_of(delivery: EventDelivery, console: str | None) -> str | None:
    """Return the address of the page about an event; None where there is none, or no console."""
    if console is None:
        return None
    if delivery.kind is SystemEventKind.ALARM_RAISED:
        return f"{console}/alarms"
    found = next((name for name in PAGES if name in delivery.facts), None)
    return None if found is None else f"{console}/{PAGES[found]}/{delivery.facts[found]}"
