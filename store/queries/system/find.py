"""Cases and customers by what staff have at hand: a number, its last digits, a name or a username."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.engine.search_terms import BACKWARDS, SHORTEST_PHONE, query_terms
from store.models.cases import Case
from store.models.conversations import Conversation
from store.models.customers import Customer, CustomerPhone
from store.queries.customer_labels import CustomerCard, customer_card

MOST = 20  # of each kind


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case, by its number or the order's."""

    id: int
    reference: str
    order_number: str | None
    customer: CustomerCard


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer, and the newest conversation, if there was one."""

    customer: CustomerCard
    conversation_id: int | None


@dataclass(frozen=True, slots=True)
class FoundRecords:
    """What was found, newest first, at most `MOST` of each kind."""

    cases: tuple[FoundCase, ...] = ()
    customers: tuple[FoundCustomer, ...] = ()
    by_phone: tuple[FoundCustomer, ...] = ()


async def find(session: AsyncSession, sought: str) -> FoundRecords:
    """Find cases by case or order number, and customers by customer number, username or name.

    A number or name has to be whole. It is found as it is written, and in small letters, in capitals, and
    with capitals at the beginning of words. Phone numbers among the attributes of customers are found by
    four last digits or more. Words inside of messages are found by `find_messages`.
    """
    plain = sought.strip()
    if not plain:
        return FoundRecords()
    cases = (await session.execute(_cases(plain))).tuples()
    customers = await _found(session, or_(*_names(plain.removeprefix("@"))))
    ending = _ending(plain)
    by_phone = () if ending is None else await _found(session, Customer.id.in_(_owners(ending)))
    return FoundRecords(
        tuple(
            FoundCase(case.id, case.reference or "", case.order_number, customer_card(customer))
            for case, customer in cases
        ),
        customers,
        tuple(each for each in by_phone if each not in customers),
    )


async def _found(session: AsyncSession, meant: ColumnElement[bool]) -> tuple[FoundCustomer, ...]:
    rows = (await session.execute(_customers(meant))).tuples()
    return tuple(FoundCustomer(customer_card(customer), newest) for customer, newest in rows)


def _cases(plain: str) -> Select[tuple[Case, Customer]]:
    statement = select(Case, Customer).join(Customer, Customer.id == Case.customer_id)
    named = aliased(Case)
    meant = select(func.coalesce(named.merged_into_id, named.id)).where(
        (named.reference == plain.upper()) | named.order_number.in_(_spellings(plain))
    )
    return statement.where(Case.id.in_(meant)).order_by(Case.id.desc()).limit(MOST)


def _customers(meant: ColumnElement[bool]) -> Select[tuple[Customer, int]]:
    newest = (
        select(func.max(Conversation.id))
        .where(Conversation.customer_id == Customer.id)
        .correlate(Customer)
        .scalar_subquery()
    )
    return select(Customer, newest).where(meant).order_by(Customer.id.desc()).limit(MOST)


def _ending(plain: str) -> str | None:
    """Return the beginning of the numbers, backwards, that end as is sought; None where words are."""
    terms = query_terms(plain)
    return terms[0].ending if len(terms) == 1 else None


def _owners(ending: str) -> Select[tuple[int]]:
    # No digit is behind a letter, however a database sorts.
    has_ending = (CustomerPhone.backwards >= ending) & (CustomerPhone.backwards < f"{ending}z")
    # A number that is sought with its country code may be kept without.
    without_code = [ending[:end] for end in range(len(BACKWARDS) + SHORTEST_PHONE, len(ending))]
    meant = or_(has_ending, CustomerPhone.backwards.in_(without_code))
    return select(CustomerPhone.customer_id).where(meant)


def _names(plain: str) -> Iterator[ColumnElement[bool]]:
    for column in (Customer.external_id, Customer.username, Customer.first_name, Customer.last_name):
        yield column.in_(_spellings(plain))
    first, _, last = plain.partition(" ")
    if last:
        yield Customer.first_name.in_(_spellings(first)) & Customer.last_name.in_(_spellings(last))


def _spellings(plain: str) -> list[str]:
    return sorted({plain, plain.lower(), plain.upper(), plain.title()})
