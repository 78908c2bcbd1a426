"""Taking in what other systems know about customers, as attributes. All of a table or nothing.

Only customers who are known already are changed: nothing remembers who was erased, so an import that made
customers could bring an erased one back.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.customers.customer_table import CustomerRow, ImportProblem, LineProblem, WrongTable
from actions.customers.known_attributes import MOST
from store.models.customers import Customer
from store.models.staff import AuditEntry
from store.queries.customers_by_key import customers_by_key

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class CustomerImport:
    """How many customers are changed and how many are as the table says, and the lines of unknown ones."""

    changed: int
    unchanged: int
    unknown: tuple[int, ...]


Found = list[tuple[CustomerRow, Customer]]


async def plan_customers(session: AsyncSession, rows: Sequence[CustomerRow]) -> CustomerImport:
    """Return what an import would do.

    Raises:
        WrongTable: see there.
    """
    return _result(rows, await _found(session, rows))


async def import_customers(
    session: AsyncSession, rows: Sequence[CustomerRow], now: datetime, *, actor: str = SYSTEM
) -> CustomerImport:
    """Set the attributes of the rows; those that a row does not name stay.

    The audit log has who was changed, and neither names nor values.

    Raises:
        WrongTable: see there; nothing was changed.
    """
    found = await _found(session, rows, locks=True)
    result = _result(rows, found)
    for row, customer in found:
        after = _after(row, customer)
        if after != (customer.attributes or {}):
            customer.attributes = after
            session.add(_entry("customer.attribute_set", f"customer:{customer.id}", actor, now))
    entry = _entry("customers.imported", None, actor, now)
    entry.detail = {"changed": result.changed, "unknown": len(result.unknown)}
    session.add(entry)
    return result


async def _found(session: AsyncSession, rows: Sequence[CustomerRow], *, locks: bool = False) -> Found:
    """Return the rows whose customers are known, with these."""
    customers = await customers_by_key(
        session,
        {row.account for row in rows if row.account},
        {row.number for row in rows if row.number},
        {row.username for row in rows if row.username},
        locks=locks,
    )
    by_key = _by_key(customers)
    matches = [(row, by_key[_strongest(row)]) for row in rows]
    problems = [*_doubts(matches), *_repeats(matches), *_overfull(matches)]
    if problems:
        raise WrongTable(sorted(problems, key=lambda each: each.line))
    return [(row, people[0]) for row, people in matches if people]


def _by_key(customers: Sequence[Customer]) -> defaultdict[object, list[Customer]]:
    found: defaultdict[object, list[Customer]] = defaultdict(list)
    for customer in customers:
        found[customer.account].append(customer)
        found["number", customer.external_id].append(customer)
        found["username", (customer.username or "").lower()].append(customer)
    return found


def _strongest(row: CustomerRow) -> object:
    """Return the key that decides; people change their user names."""
    if row.account is not None:
        return row.account
    return ("number", row.number) if row.number is not None else ("username", row.username)


Matches = Sequence[tuple[CustomerRow, list[Customer]]]


def _doubts(matches: Matches) -> Iterator[LineProblem]:
    for row, people in matches:
        if len(people) > 1:
            yield LineProblem(row.line, ImportProblem.SEVERAL)
        elif people and row.number and people[0].external_id not in (None, row.number):
            yield LineProblem(row.line, ImportProblem.CONTRADICTION)


def _repeats(matches: Matches) -> Iterator[LineProblem]:
    seen: set[int] = set()
    for row, people in matches:
        for customer in people[:1]:
            if customer.id in seen:
                yield LineProblem(row.line, ImportProblem.TWICE)
            seen.add(customer.id)


def _overfull(matches: Matches) -> Iterator[LineProblem]:
    for row, people in matches:
        if people and len(_after(row, people[0])) > MOST:
            yield LineProblem(row.line, ImportProblem.TOO_MANY_ATTRIBUTES)


def _after(row: CustomerRow, customer: Customer) -> dict[str, str]:
    return {**(customer.attributes or {}), **row.attributes}


def _result(rows: Sequence[CustomerRow], found: Found) -> CustomerImport:
    changed = sum(_after(row, customer) != (customer.attributes or {}) for row, customer in found)
    known = {row.line for row, _ in found}
    unknown = tuple(row.line for row in rows if row.line not in known)
    return CustomerImport(changed, len(found) - changed, unknown)


def _entry(action: str, subject: str | None, actor: str, now: datetime) -> AuditEntry:
    return AuditEntry(at=now, actor=actor, action=action, subject=subject)
