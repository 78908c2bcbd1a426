"""Customers as staff see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nlu.contract.labels import Language
from store.models.customers import Customer, Proof


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """Who a customer is. Names come from Telegram and may hold anything."""

    id: int
    first_name: str | None
    username: str | None
    external_id: str | None
    language: Language | None
    created_at: datetime
    opted_out_at: datetime | None
    unreachable_at: datetime | None
    bound_by: Proof | None = None
    bound_at: datetime | None = None
    blocked_at: datetime | None = None
    is_test: bool = False
    last_name: str | None = None
    written_language: str | None = None
    language_code: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Both names, or "" where Telegram tells none."""
        return " ".join(name for name in (self.first_name, self.last_name) if name)


def customer_card(row: Customer) -> CustomerCard:
    """The record of a row."""
    return CustomerCard(
        id=row.id,
        first_name=row.first_name,
        username=row.username,
        external_id=row.external_id,
        language=row.language,
        created_at=row.created_at,
        opted_out_at=row.opted_out_at,
        unreachable_at=row.unreachable_at,
        bound_by=row.bound_by,
        bound_at=row.bound_at,
        blocked_at=row.blocked_at,
        is_test=row.is_test,
        last_name=row.last_name,
        written_language=row.written_language,
        language_code=row.language_code,
        attributes=row.attributes or {},
    )
