"""What is on record about one customer, and changes to it that stand for time and for staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent
from store.engine.columns import Base
from store.models.address import Address
from store.models.cases import OPEN_STATUSES, Case, CaseEvent, CaseStatus, CaseStep, Priority
from store.models.conversations import Conversation, Direction, Message, MessageKind
from store.models.customers import Customer
from store.models.surveys import Answer, Invitation

MEDIA = (
    *(MessageKind.PHOTO, MessageKind.VOICE, MessageKind.VIDEO, MessageKind.AUDIO),
    *(MessageKind.DOCUMENT, MessageKind.LOCATION),
)
Given = int | tuple[str, ...] | str | None


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case. `media`: how many photos, voice messages, files and places belong to it."""

    id: int
    reference: str
    kind: str
    status: CaseStatus
    priority: Priority
    order_number: str | None
    media: int

    @property
    def is_open(self) -> bool:
        """Whether something has to be done about it."""
        return self.status in OPEN_STATUSES

    def __str__(self) -> str:
        return f"{self.kind}/{self.status.value}/{self.priority.value}"


@dataclass(frozen=True, slots=True)
class CustomerRecords:
    """`praise`: what counts as this customer's praise. `answers`: by question; `surveys`: their statuses."""

    opted_out: bool
    cases: tuple[CaseRecord, ...]
    praise: tuple[str, ...]
    answers: Mapping[str, Given]
    surveys: tuple[str, ...]


async def read_records(session: AsyncSession, chat: int) -> CustomerRecords:
    """Read what is on record about the customer of a chat."""
    customer = await session.scalar(select(Customer).where(Customer.account == Address(chat)))
    if customer is None:
        return CustomerRecords(opted_out=False, cases=(), praise=(), answers={}, surveys=())
    cases = await session.scalars(select(Case).where(Case.customer_id == customer.id).order_by(Case.id))
    surveys = select(Invitation.status).where(Invitation.customer_id == customer.id).order_by(Invitation.id)
    return CustomerRecords(
        opted_out=customer.opted_out_at is not None,
        cases=tuple([await _case_record(session, case) for case in cases]),
        praise=tuple([message.text or "" for message in await _praise(session, customer)]),
        answers=await _answers(session, customer),
        surveys=tuple(status.value for status in await session.scalars(surveys)),
    )


async def settle_cases(session: AsyncSession, chat: int) -> None:
    """Settle what is open, as staff do it; no survey follows, and no question is open any more."""
    customer = await _customer(session, chat)
    now = datetime.now(UTC)
    open_cases = select(Case).where(Case.customer_id == customer.id, Case.status.in_(OPEN_STATUSES))
    for case in await session.scalars(open_cases):
        case.status, case.settled_at = CaseStatus.SETTLED, now
        session.add(CaseEvent(case_id=case.id, step=CaseStep.SETTLED, at=now))
    await _await_nothing(session, customer)


async def let_pass(session: AsyncSession, chat: int, hours: float) -> None:
    """Put what was said and done with a customer back in time."""
    customer = await _customer(session, chat)
    talks = select(Conversation.id).where(Conversation.customer_id == customer.id)
    cases = select(Case.id).where(Case.customer_id == customer.id)
    belonging = (
        select(Conversation).where(Conversation.customer_id == customer.id),
        select(Case).where(Case.customer_id == customer.id),
        select(Message).where(Message.conversation_id.in_(talks)),
        select(CaseEvent).where(CaseEvent.case_id.in_(cases)),
    )
    for statement in belonging:
        for row in await session.scalars(statement):
            _move_back(row, timedelta(hours=hours))
    await _await_nothing(session, customer)


def _move_back(row: Base, by: timedelta) -> None:
    for name in ("started_at", "last_message_at", "burst_at", "opened_at", "settled_at", "created_at", "at"):
        if (moment := getattr(row, name, None)) is not None:
            setattr(row, name, moment - by)


async def _await_nothing(session: AsyncSession, customer: Customer) -> None:
    for talk in await session.scalars(select(Conversation).where(Conversation.customer_id == customer.id)):
        talk.awaited = talk.awaited_for = None


async def _customer(session: AsyncSession, chat: int) -> Customer:
    return (await session.scalars(select(Customer).where(Customer.account == Address(chat)))).one()


async def _case_record(session: AsyncSession, case: Case) -> CaseRecord:
    added = select(CaseEvent.message_id).where(CaseEvent.case_id == case.id)
    media = (
        select(func.count())
        .select_from(Message)
        .where(Message.kind.in_(MEDIA), or_(Message.id == case.message_id, Message.id.in_(added)))
    )
    return CaseRecord(
        id=case.id,
        reference=case.reference or "",
        kind=case.kind.value,
        status=case.status,
        priority=case.priority,
        order_number=case.order_number,
        media=await session.scalar(media) or 0,
    )


async def _praise(session: AsyncSession, customer: Customer) -> list[Message]:
    """Return what was taken for this customer's praise; forwarded words are not theirs."""
    named = func.coalesce(Message.corrected_intent, Message.chosen_intent)
    is_praise = or_(
        named == Intent.PRAISE, named.is_(None) & (Message.intent == Intent.PRAISE) & Message.sure.is_(True)
    )
    messages = await session.scalars(
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.customer_id == customer.id, Message.direction == Direction.IN)
        .where(is_praise, Message.forwarded_from.is_(None))
    )
    return list(messages)


async def _answers(session: AsyncSession, customer: Customer) -> dict[str, Given]:
    rows = await session.scalars(
        select(Answer)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .where(Invitation.customer_id == customer.id)
    )
    return {row.question: _given(row) for row in rows}


def _given(answer: Answer) -> Given:
    if answer.number is not None:
        return answer.number
    return tuple(answer.choices) if answer.choices is not None else answer.text
