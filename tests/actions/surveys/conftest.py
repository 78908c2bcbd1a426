"""A business that tells of its services, and the clockwork that sends what is due."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from actions.settings.house import House
from actions.settings.survey_definition import Survey
from actions.surveys.asking import schedule
from actions.surveys.asking.survey_message import delivered
from actions.surveys.policy.events import ServiceEnded
from actions.surveys.policy.services import Told, service_ended
from nlu.contract.labels import Intent
from store.engine.columns import Base
from store.engine.database import Database
from store.models.address import Address
from store.models.conversations import Conversation
from store.models.queues import OutboxItem, OutboxStatus
from store.models.surveys import Answer, Decision, Invitation
from tests.actions.conftest import Customer, Sent, sure

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Shop:
    """A business on its own clock."""

    database: Database
    house: House
    now: datetime
    told: int = 0

    async def tell(self, **changes: Any) -> Told:
        """Tell of a service that ended just now, by default of customer 42."""
        self.told += 1
        known = {"account": Address(42)} if "external_id" not in changes else {}
        fields = {"source": "till-3", "id": f"r{self.told}", "ended_at": self.now, **known, **changes}
        async with self.database.transaction() as session:
            return await service_ended(session, ServiceEnded(**fields), self.now, self.house)

    async def work(self) -> list[Sent]:
        """Do everything that is due now; what it puts into the outbox."""
        async with self.database.reading() as session:
            ids = await schedule.due(session, self.now, limit=100)
            before = set(await session.scalars(select(OutboxItem.id)))
        for invitation_id in ids:
            async with self.database.transaction() as session:
                await schedule.advance(session, invitation_id, self.now, self.house)
        return [_sent(row) for row in await self.rows(OutboxItem) if row.id not in before]

    async def deliver(self, message_id: int = 501) -> None:
        """What waits in the outbox arrives, under this Telegram id and the following ones."""
        async with self.database.transaction() as session:
            waiting = await session.scalars(
                select(OutboxItem).where(OutboxItem.status == OutboxStatus.PENDING).order_by(OutboxItem.id)
            )
            for number, row in enumerate(waiting.all(), message_id):
                row.status, row.telegram_message_id = OutboxStatus.SENT, number
                if row.invitation_id is not None:
                    await delivered(session, row.invitation_id, self.now)

    def asking(self, survey: Survey) -> None:
        """Have one survey more."""
        self.house = replace(self.house, surveys={**self.house.surveys, survey.key: survey})

    async def rows(self, kind: type[Base]) -> list[Any]:
        """All rows of a table, in order."""
        async with self.database.reading() as session:
            return list(await session.scalars(select(kind).order_by(kind.__table__.c.id)))

    async def invitation(self) -> Invitation:
        """The only invitation."""
        (row,) = await self.rows(Invitation)
        assert isinstance(row, Invitation)
        return row

    async def decisions(self) -> list[tuple[str, str, str | None]]:
        """The ledger: phase, outcome and reason."""
        rows: list[Decision] = await self.rows(Decision)
        return [(row.phase.value, row.outcome.value, row.reason and row.reason.value) for row in rows]

    async def answers(self) -> dict[str, object]:
        """What is stored, by question: a number, options, or words."""
        rows: list[Answer] = await self.rows(Answer)
        return {row.question: next(_given(row), None) for row in rows}

    async def awaited(self) -> list[int | None]:
        """What each conversation waits for."""
        rows: list[Conversation] = await self.rows(Conversation)
        return [row.awaited_for for row in rows]

    async def change(self, kind: type[Base], **values: object) -> None:
        """Change all rows of a table."""
        async with self.database.transaction() as session:
            await session.execute(update(kind).values(**values))


def _sent(row: OutboxItem) -> Sent:
    buttons = {text: data for line in row.payload["buttons"] for text, data in line}
    return Sent(row.payload["text"], buttons, row.action.value)


def _given(row: Answer) -> Any:
    return (value for value in (row.number, row.choices, row.text) if value is not None)


@pytest.fixture
def shop(database: Database, house: House, now: datetime) -> Shop:
    """A business that has told nothing yet."""
    return Shop(database, house, now)


@pytest.fixture
async def known(customer: Customer) -> Customer:
    """The customer, after they said hello."""
    await customer.write("你好", sure(Intent.GREET))
    return customer


@dataclass
class Talk:
    """A customer who is being asked, on one clock with the shop."""

    shop: Shop
    customer: Customer

    async def begin(self, **changes: Any) -> list[Sent]:
        """A service ends, an hour passes, and the first question comes."""
        await self.shop.tell(**changes)
        self.later(HOUR)
        return await self.shop.work()

    def later(self, pause: timedelta) -> None:
        """Time passes."""
        self.shop.now += pause
        self.customer.now = self.shop.now

    async def tap(self, value: str, question: str = "satisfaction", message_id: int | None = 7) -> list[Sent]:
        """Press the button with this value under a question of the first invitation."""
        return await self.customer.press(f"s:1:{question}:{value}", message_id)


@pytest.fixture
def talk(shop: Shop, known: Customer) -> Talk:
    """A customer who has said hello, and the shop that serves them."""
    return Talk(shop, known)
