"""Which cases are meant by what staff type above the list: a number, a customer, or words that opened it."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import aliased

from store.engine.search_terms import SearchTerm, query_terms
from store.models.cases import Case
from store.models.conversations import Message
from store.models.customers import Customer


def is_meant(sought: str) -> ColumnElement[bool]:
    """Return whether a case, or one that went into it, has this number, or it has this customer or words.

    Names and numbers are found by their beginning, words as in the search of messages.
    """
    plain = sought.strip().removeprefix("@").lower()
    begins = [
        func.lower(column).startswith(plain, autoescape=True)
        for column in (Case.reference, Case.order_number)
    ]
    customer = select(Customer.id).where(Customer.id == Case.customer_id, or_(*_names(plain)))
    gone = aliased(Case)
    merged = select(gone.id).where(
        gone.merged_into_id == Case.id, func.lower(gone.reference).startswith(plain, autoescape=True)
    )
    found = [*begins, merged.correlate(Case).exists(), customer.correlate(Case).exists()]
    if terms := query_terms(sought):
        words = and_(*map(_has_term, terms))
        spoken = select(Message.id).where(Message.id == Case.message_id, words)
        found.append(spoken.correlate(Case).exists())
    return or_(*found)


def _names(plain: str) -> Iterator[ColumnElement[bool]]:
    whole = func.coalesce(Customer.first_name, "") + " " + func.coalesce(Customer.last_name, "")
    for name in (whole, Customer.last_name, Customer.username, Customer.external_id):
        yield func.lower(name).startswith(plain, autoescape=True)


def _has_term(sought: SearchTerm) -> ColumnElement[bool]:
    """Return whether a message has a term, or one that begins with it; terms are letters and digits."""
    padded = literal(" ") + Message.terms + " "
    found = padded.contains(f" {sought.term} " if sought.is_whole else f" {sought.term}")
    return found if sought.ending is None else or_(found, padded.contains(f" {sought.ending}"))
