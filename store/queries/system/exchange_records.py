"""Cases, customers and conversations as other systems read them: newest first, a page after a number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent, Language
from store.models.address import Address
from store.models.cases import Case, CaseKind, CaseStatus, Priority
from store.models.conversations import Conversation, Direction, Message, MessageKind, Mode
from store.models.customers import Customer
from store.models.staff import Staff
from store.queries.conversations.effective_intent import effective_intent
from store.queries.record_pages import RecordPage, row_of, rows_of


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case; `assignee` is the name of a member of staff."""

    id: int
    reference: str | None
    kind: CaseKind
    status: CaseStatus
    priority: Priority
    customer_id: int
    conversation_id: int | None
    outlet: str | None
    agent: str | None
    order_number: str | None
    is_urgent: bool
    tags: tuple[str, ...]
    opened_at: datetime
    due_at: datetime
    settled_at: datetime | None
    settle_reason: str | None
    snoozed_until: datetime | None
    merged_into_id: int | None
    assignee: str | None
    is_test: bool


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """A customer."""

    id: int
    account: Address | None
    number: str | None
    first_name: str | None
    last_name: str | None
    username: str | None
    language: Language | None
    timezone: str | None
    attributes: dict[str, Any] | None
    is_test: bool
    opted_out_at: datetime | None
    blocked_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ConversationRecord:
    """A conversation."""

    id: int
    customer_id: int
    mode: Mode
    started_at: datetime
    last_message_at: datetime
    handed_over_at: datetime | None
    assignee: str | None
    is_test: bool


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """A message; `intent` is that of a reviewer where one corrected it.

    Words that were erased or taken back are missing.
    """

    id: int
    conversation_id: int
    direction: Direction
    kind: MessageKind
    text: str | None
    language: Language | None
    intent: Intent | None
    created_at: datetime
    deleted_at: datetime | None
    by_staff: bool


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """Which cases; what is None is not asked for."""

    status: CaseStatus | None = None
    kind: CaseKind | None = None
    outlet: str | None = None
    customer: int | None = None


_CASES = (
    select(
        Case.id,
        Case.reference,
        Case.kind,
        Case.status,
        Case.priority,
        Case.customer_id,
        Case.conversation_id,
        Case.outlet,
        Case.agent,
        Case.order_number,
        Case.is_urgent,
        Case.tags,
        Case.opened_at,
        Case.due_at,
        Case.settled_at,
        Case.settle_reason,
        Case.snoozed_until,
        Case.merged_into_id,
        Staff.name,
        Customer.is_test,
    )
    .select_from(Case)
    .join(Customer, Customer.id == Case.customer_id)
    .outerjoin(Staff, Staff.id == Case.assignee_id)
)
_CUSTOMERS = select(
    Customer.id,
    Customer.account,
    Customer.external_id,
    Customer.first_name,
    Customer.last_name,
    Customer.username,
    Customer.language,
    Customer.timezone,
    Customer.attributes,
    Customer.is_test,
    Customer.opted_out_at,
    Customer.blocked_at,
    Customer.created_at,
)
_CONVERSATIONS = (
    select(
        Conversation.id,
        Conversation.customer_id,
        Conversation.mode,
        Conversation.started_at,
        Conversation.last_message_at,
        Conversation.handed_over_at,
        Staff.name,
        Customer.is_test,
    )
    .select_from(Conversation)
    .join(Customer, Customer.id == Conversation.customer_id)
    .outerjoin(Staff, Staff.id == Conversation.assignee_id)
)
_MESSAGES = select(
    Message.id,
    Message.conversation_id,
    Message.direction,
    Message.kind,
    case((Message.deleted_at.is_(None), Message.text)),
    Message.language,
    effective_intent(),
    Message.created_at,
    Message.deleted_at,
    Message.staff_id.is_not(None),
)


async def list_cases(session: AsyncSession, page: RecordPage, wanted: CaseChoice) -> list[CaseRecord]:
    """Return cases, the newest first."""
    columns = (
        (Case.status, wanted.status),
        (Case.kind, wanted.kind),
        (Case.outlet, wanted.outlet),
        (Case.customer_id, wanted.customer),
    )
    chosen = _CASES.where(*(column == value for column, value in columns if value is not None))
    return [CaseRecord(*row) for row in await rows_of(session, chosen, Case.id, page)]


async def read_case_record(session: AsyncSession, case_id: int) -> CaseRecord:
    """Return a case.

    Raises:
        NotFound: there is no such case.
    """
    return CaseRecord(*await row_of(session, _CASES, Case.id, "case", case_id))


async def list_customers(session: AsyncSession, page: RecordPage) -> list[CustomerRecord]:
    """Return customers, the newest first."""
    return [CustomerRecord(*row) for row in await rows_of(session, _CUSTOMERS, Customer.id, page)]


async def read_customer_record(session: AsyncSession, customer_id: int) -> CustomerRecord:
    """Return a customer.

    Raises:
        NotFound: there is no such customer.
    """
    return CustomerRecord(*await row_of(session, _CUSTOMERS, Customer.id, "customer", customer_id))


async def list_talks(
    session: AsyncSession, page: RecordPage, customer_id: int | None = None
) -> list[ConversationRecord]:
    """Return conversations, of one customer or of all, the newest first."""
    chosen = _CONVERSATIONS
    if customer_id is not None:
        chosen = chosen.where(Conversation.customer_id == customer_id)
    return [ConversationRecord(*row) for row in await rows_of(session, chosen, Conversation.id, page)]


async def list_messages(session: AsyncSession, page: RecordPage, conversation_id: int) -> list[MessageRecord]:
    """Return messages of a conversation, the newest first.

    Raises:
        NotFound: there is no such conversation.
    """
    await row_of(session, _CONVERSATIONS, Conversation.id, "conversation", conversation_id)
    chosen = _MESSAGES.where(Message.conversation_id == conversation_id)
    return [MessageRecord(*row) for row in await rows_of(session, chosen, Message.id, page)]
