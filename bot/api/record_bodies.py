"""Cases, customers and conversations as the API gives them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from nlu.contract.labels import Intent, Language
from store.models.cases import CaseKind, CaseStatus, Priority
from store.models.conversations import Direction, MessageKind, Mode
from store.queries.system.exchange_records import CustomerRecord

Row = TypeVar("Row", bound="NumberedBody")


class NumberedBody(BaseModel):
    """A row with a number."""

    model_config = ConfigDict(from_attributes=True)

    id: int


class CaseBody(NumberedBody):
    """A case."""

    reference: Annotated[str | None, Field(description="What customers know it by.")]
    kind: CaseKind
    status: CaseStatus
    priority: Priority
    customer_id: int
    conversation_id: int | None
    outlet: str | None
    agent: str | None
    order_number: str | None
    is_urgent: bool
    tags: list[str]
    opened_at: datetime
    due_at: datetime
    settled_at: datetime | None
    settle_reason: str | None
    snoozed_until: datetime | None
    merged_into_id: Annotated[
        int | None, Field(description="The case that it went into, which is counted in its place.")
    ]
    assignee: Annotated[str | None, Field(description="The name of a member of staff.")]
    is_test: Annotated[bool, Field(description="Is in no figure.")]


class KnownCustomerBody(NumberedBody):
    """A customer."""

    telegram_id: int | None
    number: Annotated[str | None, Field(description="The number that the business uses.")]
    first_name: str | None
    last_name: str | None
    username: str | None
    language: Language | None
    timezone: str | None
    attributes: dict[str, Any]
    is_test: Annotated[bool, Field(description="Is in no figure.")]
    opted_out_at: datetime | None
    blocked_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, record: CustomerRecord) -> "KnownCustomerBody":
        """Return the body of a record."""
        return cls(
            id=record.id,
            telegram_id=record.account.number if record.account else None,
            number=record.number,
            first_name=record.first_name,
            last_name=record.last_name,
            username=record.username,
            language=record.language,
            timezone=record.timezone,
            attributes=record.attributes or {},
            is_test=record.is_test,
            opted_out_at=record.opted_out_at,
            blocked_at=record.blocked_at,
            created_at=record.created_at,
        )


class ConversationBody(NumberedBody):
    """A conversation."""

    customer_id: int
    mode: Mode
    started_at: datetime
    last_message_at: datetime
    handed_over_at: datetime | None
    assignee: str | None
    is_test: Annotated[bool, Field(description="Is in no figure.")]


class MessageBody(NumberedBody):
    """A message. Words that were erased or taken back, or have outlived their retention, are null."""

    conversation_id: int
    direction: Direction
    kind: MessageKind
    text: str | None
    language: Language | None
    intent: Intent | None
    created_at: datetime
    deleted_at: Annotated[datetime | None, Field(description="When staff took it back.")]
    by_staff: Annotated[bool, Field(description="A member of staff wrote it.")]


class RecordsBody(BaseModel, Generic[Row]):
    """A page, the newest first."""

    items: list[Row]
    next: Annotated[int | None, Field(description="`after` of the next page; null on the last one.")]

    @classmethod
    def of(cls, rows: Sequence[Row], size: int) -> "RecordsBody[Row]":
        """Return a page of `size` rows from a query that asked for one more."""
        shown = list(rows[:size])
        return cls(items=shown, next=shown[-1].id if len(rows) > size else None)
