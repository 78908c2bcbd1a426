"""Whose a service is: it may have been told under a customer's ids before they were known."""

from sqlalchemy import ColumnElement, and_, or_

from store.models.customers import Customer
from store.models.surveys import Service


def is_about(customer: Customer) -> ColumnElement[bool]:
    """Whether a service is one of this customer's."""
    told = (
        (Service.customer_account, customer.account),
        (Service.customer_external_id, customer.external_id),
    )
    named = [
        and_(Service.customer_id.is_(None), column == known) for column, known in told if known is not None
    ]
    return or_(Service.customer_id == customer.id, *named)
