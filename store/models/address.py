"""Where the channel reaches a person, a chat or the bot itself."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

from store.engine.columns import Id


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A chat, the account of a person, or the account of the bot.

    An edge makes it from the channel's number (64 bits) and turns it back when it calls the channel. All
    other code stores, compares and passes addresses, and does not look at the number.
    """

    number: int

    def __str__(self) -> str:
        """Return the number, for logs and reasons."""
        return str(self.number)


class AddressType(TypeDecorator[Address]):
    """An address, stored as its number."""

    impl = Id
    cache_ok = True

    def process_bind_param(self, value: Address | None, dialect: Dialect) -> int | None:
        return None if value is None else value.number

    def process_result_value(self, value: int | None, dialect: Dialect) -> Address | None:
        return None if value is None else Address(value)


def address_column(name: str, **options: Any) -> MappedColumn[Any]:
    """Return a column of addresses; the attribute may have another name than the column."""
    return mapped_column(name, AddressType, **options)
