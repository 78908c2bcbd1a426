"""A member of staff at the desk, with what they did and what the customer was sent."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import select

from actions.casework.handover import take_over
from actions.settings.house import House
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.address import Address
from store.models.cases import Case, CaseEvent
from store.models.conversations import Conversation
from store.models.queues import OutboxAction, OutboxItem
from store.models.staff import AuditEntry
from tests.actions.conftest import Customer, sure
from tests.records import Records

# How a case is settled without a reply.
SOLVED = {"reason": "solved", "argument": "Told by phone"}


@dataclass
class Desk:
    """Reads back what casework has done."""

    database: Database
    house: House
    customer: Customer
    lee: int
    kim: int

    async def case(self) -> Case:
        async with self.database.reading() as session:
            return (await session.scalars(select(Case).order_by(Case.id.desc()).limit(1))).one()

    async def conversation(self) -> Conversation:
        async with self.database.reading() as session:
            newest = select(Conversation).order_by(Conversation.id.desc()).limit(1)
            return (await session.scalars(newest)).one()

    async def steps(self) -> list[str]:
        async with self.database.reading() as session:
            return [
                step.value for step in await session.scalars(select(CaseEvent.step).order_by(CaseEvent.id))
            ]

    async def sent(self) -> list[str]:
        """What was sent to the customer, oldest first."""
        async with self.database.reading() as session:
            rows = await session.scalars(
                select(OutboxItem)
                .where(OutboxItem.address == Address(42), OutboxItem.action == OutboxAction.SEND)
                .order_by(OutboxItem.id)
            )
            return [row.payload["text"] for row in rows]

    async def audited(self) -> list[str]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


@pytest.fixture
async def desk(database: Database, house: House, customer: Customer, now: datetime) -> Desk:
    """Two members of staff."""
    async with database.transaction() as session:
        records = Records(session, now)
        lee, kim = await records.staff("lee"), await records.staff("kim")
    return Desk(database, house, customer, lee.id, kim.id)


@pytest.fixture
async def case(desk: Desk) -> Case:
    """A complaint of this moment."""
    await desk.customer.write("东西坏了！", sure(Intent.COMPLAINT))
    return await desk.case()


async def taken_over(desk: Desk, by: int | None = None) -> int:
    await desk.customer.write("东西坏了！", sure(Intent.COMPLAINT))
    conversation = (await desk.conversation()).id
    async with desk.database.transaction() as session:
        await take_over(session, conversation, by or desk.lee, desk.customer.now, desk.house)
    return conversation
