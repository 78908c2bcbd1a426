"""A customer who asks for their data, or to be forgotten."""

import json
from typing import Any

from sqlalchemy import select

from actions.settings.replies import Reply
from nlu.contract.labels import Language
from store.models.queues import OutboxItem
from tests.actions.conftest import Customer

SECRET = "绿色自行车丢了"


async def exported(customer: Customer) -> dict[str, Any]:
    await customer.command("export")
    async with customer.database.reading() as session:
        newest = select(OutboxItem).order_by(OutboxItem.id.desc()).limit(1)
        row = (await session.scalars(newest)).one()
    content: dict[str, Any] = json.loads(row.payload["document"]["content"])
    return content


async def forgotten(customer: Customer) -> list[str]:
    """What is sent to a customer who is being forgotten; nothing else is left to be sent."""
    asked = await customer.command("forget")
    await customer.press(next(iter(asked[-1].buttons.values())))
    async with customer.database.reading() as session:
        rows = await session.scalars(select(OutboxItem).where(OutboxItem.address == customer.account))
        return [row.payload["text"] for row in rows]


def say(customer: Customer, reply: Reply) -> str:
    return customer.house.replies.text(Language.ZH, reply)
