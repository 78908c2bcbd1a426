"""Who writes to us."""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKey,
    Index,
    Select,
    delete,
    event,
    false,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from nlu.contract.labels import Language
from store.engine.columns import NO_ID_REUSE, Base, one_of
from store.engine.search_terms import phone_terms
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


DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}(?!\d)")


class CustomerPhone(Base):
    """A phone number among the attributes of a customer, kept so that its last digits find the customer.

    It is written with the attributes. Numbers that are told with services are no part of it: these prove who
    a customer is, and go once they have.
    """

    __tablename__ = "customer_phones"

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    # Its digits from the last to the first, behind the mark of such terms.
    backwards: Mapped[str] = mapped_column(primary_key=True, index=True)


def phones_in(attributes: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Return the numbers in the values of attributes, backwards; a date is none."""
    texts = (DATE.sub("/", str(value)) for value in (attributes or {}).values())
    return tuple(dict.fromkeys(term for text in texts for term in phone_terms(text).split()))


def _keep_phones(_mapper: Mapper[Customer], connection: Connection, customer: Customer) -> None:
    if not inspect(customer).attrs.attributes.history.has_changes():
        return
    connection.execute(delete(CustomerPhone).where(CustomerPhone.customer_id == customer.id))
    rows = [{"customer_id": customer.id, "backwards": each} for each in phones_in(customer.attributes)]
    if rows:
        connection.execute(insert(CustomerPhone), rows)


event.listen(Customer, "after_insert", _keep_phones)
event.listen(Customer, "after_update", _keep_phones)
