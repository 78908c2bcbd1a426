"""Praise is thanked for and credited to the person who served the customer last."""

from sqlalchemy import select

from actions.settings.replies import Reply
from actions.turn.turn import Turn
from store.models.conversations import Message
from store.models.occasions import Occasion
from store.models.surveys import Service


async def praise(turn: Turn, message: Message) -> None:
    """Thank, and name the outlet or person if a recent service tells who it was."""
    service = await _last_service(turn)
    credited = " / ".join(name for name in (service.outlet, service.agent) if name) if service else ""
    if not credited:
        await turn.say(turn.text(Reply.PRAISE))
        return
    await turn.say(turn.text(Reply.PRAISE_CREDITED, credited=credited))


async def _last_service(turn: Turn) -> Service | None:
    since = turn.now - turn.house.rules.oldest
    statement = select(Service).where(
        Service.customer_id == turn.customer.id,
        Service.ended_at >= since,
        Service.source != Occasion.BOOKING.source,
    )
    service: Service | None = await turn.session.scalar(statement.order_by(Service.ended_at.desc()).limit(1))
    return service
