"""Who writes to us."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, Select, false, select, text
from sqlalchemy.orm import Mapped, mapped_column

from nlu.contract.labels import Language
from store.engine.columns import NO_ID_REUSE, Base, one_of
from store.models.address import Address, address_column


class Proof(StrEnum):
    """What tied a customer number to an account."""

    LINK = "link"  # a start link alone, which was enough before phone numbers could be told
    PHONE = "phone"  # the phone number told with a service, shared by the account itself
    STAFF = "staff"


class Customer(Base):
    """A customer, known by Telegram, by the business's own id, or by both."""

    __tablename__ = "customers"
    __table_args__ = (
        # Each engine finds it by the words in which it is asked for a boolean.
        Index(
            "ix_customers_test",
            "id",
            sqlite_where=text("is_test = 1"),
            postgresql_where=text("is_test"),
        ),
        NO_ID_REUSE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Who writes, and the chat to write to: in a private chat both are one number.
    account: Mapped[Address | None] = address_column("telegram_id", key="account", unique=True)
    address: Mapped[Address | None] = address_column("chat_id", key="address", index=True)
    external_id: Mapped[str | None] = mapped_column(unique=True)
    bound_by: Mapped[Proof | None] = mapped_column(one_of(Proof))
    bound_at: Mapped[datetime | None]
    first_name: Mapped[str | None] = mapped_column(index=True)
    last_name: Mapped[str | None] = mapped_column(index=True)
    username: Mapped[str | None] = mapped_column(index=True)
    # What the customer chose with /language; until then their words decide, and then Telegram's code.
    language: Mapped[Language | None] = mapped_column(one_of(Language))
    # The tag of the language that their last clear words were in, such as zh-Hant or es.
    written_language: Mapped[str | None]
    language_code: Mapped[str | None]
    timezone: Mapped[str | None]
    opted_out_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    # Of what a blocked customer sends, only the count is kept; they are told once.
    blocked_at: Mapped[datetime | None]
    block_told_at: Mapped[datetime | None]
    # Staff who try the bot, and others whose answers and messages are in no figure.
    is_test: Mapped[bool] = mapped_column(default=False, server_default=false())
    # What staff know about them, by name.
    attributes: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]


def tests_among_customers() -> Select[tuple[int]]:
    """The ids of customers who are in no figure."""
    return select(Customer.id).where(Customer.is_test)
