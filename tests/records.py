"""Rows made by hand, for tests of what reads them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent, Language
from store.engine.columns import Base
from store.engine.database import Database
from store.models.address import Address
from store.models.cases import Case, CaseKind, CaseStatus
from store.models.conversations import Conversation, Direction, Message, MessageKind, Understood
from store.models.customers import Customer
from store.models.occasions import Occasion, settling_id
from store.models.queues import OutboxAction, OutboxItem, OutboxStatus
from store.models.staff import Role, Staff
from store.models.surveys import Answer, Invitation, InvitationStatus, Service

Row = TypeVar("Row", bound=Base)


MOMENTS = ("created_at", "sent_at", "delivered_at")
HALF = 0.5  # the model of these rows is sure from here on


@dataclass
class Records:
    """Adds rows to one transaction; each method gives the flushed row. Later rows are a second younger."""

    session: AsyncSession
    now: datetime
    _clock: int = field(default=0, init=False)

    async def customer(self, name: str | None = "Wang", **values: Any) -> Customer:
        return await self._add(Customer(first_name=name, created_at=self.now, **values))

    async def conversation(
        self, customer: Customer, at: datetime | None = None, **values: Any
    ) -> Conversation:
        begun = at or self._next()
        return await self._add(
            Conversation(customer_id=customer.id, started_at=begun, last_message_at=begun, **values)
        )

    async def talk(self) -> Conversation:
        """A conversation with another customer."""
        return await self.conversation(await self.customer())

    async def heard(
        self,
        conversation: Conversation,
        text: str | None = "Where is my parcel?",
        intent: Intent | None = Intent.INQUIRY,
        confidence: float | None = 0.9,
        **values: Any,
    ) -> Message:
        """A message of the customer; without an intent, nothing was understood yet."""
        row = Message(
            conversation_id=conversation.id,
            direction=Direction.IN,
            text=text,
            intent=intent,
            confidence=confidence if intent else None,
            **{
                "kind": MessageKind.TEXT,
                "language": Language.EN,
                "understood": Understood.DONE if intent else Understood.NOT_NEEDED,
                "sure": confidence >= HALF if intent and confidence is not None else None,
                "created_at": self._next(),
                **values,
            },
        )
        conversation.last_message_at = max(conversation.last_message_at, row.created_at)
        return await self._add(row)

    async def said(
        self,
        conversation: Conversation,
        text: str = "We will answer you soon.",
        status: OutboxStatus = OutboxStatus.SENT,
        invitation: Invitation | None = None,
        at: datetime | None = None,
    ) -> Message:
        """A message of the bot, and its row in the outbox."""
        created = at or self._next()
        message = await self._add(
            Message(
                conversation_id=conversation.id,
                direction=Direction.OUT,
                kind=MessageKind.TEXT,
                text=text,
                created_at=created,
            )
        )
        conversation.last_message_at = max(conversation.last_message_at, created)
        await self.sending(message, status, invitation)
        return message

    async def sending(
        self, message: Message | None, status: OutboxStatus, invitation: Invitation | None = None
    ) -> OutboxItem:
        return await self._add(
            OutboxItem(
                address=Address(1),
                action=OutboxAction.SEND,
                payload={},
                message_id=message.id if message else None,
                invitation_id=invitation.id if invitation else None,
                status=status,
                due_at=self.now,
                created_at=message.created_at if message else self.now,
            )
        )

    async def case(self, customer: Customer, conversation: Conversation | None = None, **values: Any) -> Case:
        row = Case(
            customer_id=customer.id,
            conversation_id=conversation.id if conversation else None,
            **{
                "kind": CaseKind.COMPLAINT,
                "status": CaseStatus.OPEN,
                "due_at": self.now + timedelta(hours=4),
                "opened_at": self.now,
                **values,
            },
        )
        await self._add(row)
        row.reference = f"HF-{row.id:06d}"
        return await self._add(row)

    async def recovery(self, asked: Invitation, customer: Customer, at: datetime, **values: Any) -> Case:
        """The settled case that followed a low score."""
        settled: dict[str, Any] = {"status": CaseStatus.SETTLED, "settled_at": at, **values}
        return await self.case(customer, kind=CaseKind.RECOVERY, invitation_id=asked.id, **settled)

    async def invitation(self, customer: Customer, **values: Any) -> Invitation:
        return await self._add(
            Invitation(
                customer_id=customer.id,
                **{
                    "survey_key": "post_service",
                    "status": InvitationStatus.SENT,
                    "created_at": self.now,
                    "sent_at": self.now,
                    "delivered_at": self.now,
                    **values,
                },
            )
        )

    async def follow_up(self, case: Case, customer: Customer, at: datetime, **values: Any) -> Invitation:
        """The survey after a settled case, as settling it makes one."""
        service = await self.service(
            settling_id(case.reference or "", at),
            source=Occasion.CASE.source,
            survey_key="case_settled",
            ended_at=at,
            received_at=at,
        )
        asked = {"survey_key": "case_settled", "service_id": service.id, **dict.fromkeys(MOMENTS, at)}
        return await self.invitation(customer, **{**asked, **values})

    async def answer(self, invitation: Invitation, question: str, **values: Any) -> Answer:
        return await self._add(
            Answer(
                invitation_id=invitation.id,
                question=question,
                **{"answered_at": self._next(), **values},
            )
        )

    async def service(self, source_id: str = "r1", **values: Any) -> Service:
        return await self._add(
            Service(
                source_id=source_id,
                **{
                    "source": "till-3",
                    "digest": "-",
                    "kind": "repair",
                    "survey_key": "post_service",
                    "ended_at": self.now,
                    "received_at": self.now,
                    **values,
                },
            )
        )

    async def staff(self, name: str, role: Role = Role.AGENT, **values: Any) -> Staff:
        return await self._add(Staff(name=name, password_hash="-", role=role, created_at=self.now, **values))

    async def members(self, *names: str) -> list[Staff]:
        return [await self.staff(name) for name in names]

    def _next(self) -> datetime:
        self._clock += 1
        return self.now + timedelta(seconds=self._clock)

    async def _add(self, row: Row) -> Row:
        self.session.add(row)
        await self.session.flush()
        return row


@asynccontextmanager
async def recording(database: Database, now: datetime) -> AsyncIterator[tuple[AsyncSession, Records]]:
    """A transaction, and the records of it."""
    async with database.transaction() as session:
        yield session, Records(session, now)
