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
    if console is not None:
        data |= _link(delivery, console)
    if has_words and delivery.kind is SystemEventKind.MESSAGE_RECEIVED:
        message = await session.get(Message, data["message"])
        data |= {"text": message.text} if message is not None and message.text else {}
    return serialised(delivery.kind, delivery.at, data)


def serialised(kind: SystemEventKind, at: datetime, data: dict[str, object]) -> bytes:
    """Return the body of an event."""
    body = {"type": kind.value, "timestamp": at.isoformat(), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _link(delivery: EventDelivery, console: str) -> dict[str, str]:
    if delivery.kind is SystemEventKind.ALARM_RAISED:
        return {"link": f"{console}/alarms"}
    found = next((name for name in PAGES if name in delivery.facts), None)
    return {} if found is None else {"link": f"{console}/{PAGES[found]}/{delivery.facts[found]}"}
