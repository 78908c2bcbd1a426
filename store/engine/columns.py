"""Column types that mean the same on SQLite and PostgreSQL, and the declarative base."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    bindparam,
    text,
)
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.types import TypeDecorator, TypeEngine

# SQLite numbers rows by itself only for INTEGER; its INTEGER holds 64 bits anyway.
Id = BigInteger().with_variant(Integer, "sqlite")
# For rows that are named elsewhere, such as in a button or by a case's number: SQLite would otherwise give
# the number of an erased one to another. PostgreSQL gives none twice.
NO_ID_REUSE = {"sqlite_autoincrement": True}
# None is NULL and not the JSON value null, so that IS NULL finds it.
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


LABEL_END = "\n"


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC. A naive time is refused: it would silently mean something else."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC.

        Raises:
            ValueError: the time is naive.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Labels(TypeDecorator[tuple[str, ...]]):
    """Short labels in their order, each between line feeds, so that SQL can look for one; NULL for none."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Return the labels as one text."""
        return LABEL_END + "".join(f"{each}{LABEL_END}" for each in value) if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        """Return the labels."""
        return tuple((value or "").split(LABEL_END)[1:-1])


def one_of(kind: type[Enum]) -> TypeEngine[Any]:
    """A closed set, stored by value in text: readable in SQL, and a new member needs no ALTER TYPE."""
    return EnumType(
        kind,
        values_callable=lambda members: [str(member.value) for member in members],
        native_enum=False,
        create_constraint=False,
        length=32,
        validate_strings=True,
    )


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the few rows that are searched for, which costs nothing for the others."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


def equals_literal(column: InstrumentedAttribute[Any], *values: Enum) -> ColumnElement[bool]:
    """Whether the column has one of these values, which then stand in the statement itself.

    SQLite takes a partial index only for a condition that it can read, and that is written like the index's
    own; a parameter hides it.
    """
    if len(values) == 1:
        return column == bindparam(None, values[0], type_=column.type, unique=True, literal_execute=True)
    return column.in_(bindparam(None, values, column.type, unique=True, expanding=True, literal_execute=True))


class Base(DeclarativeBase):
    """The base of all models. Constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a plain class attribute
        int: Id,
        str: String,
        datetime: UtcTime,
        dict[str, Any]: Json,
        list[str]: Json,
    }
