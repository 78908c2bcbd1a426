"""Attributes of a customer: what staff know about them, each by a name, such as a room or an allergy."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_history import audit
from actions.casework.refusals import TooManyAttributes
from store.queries.customer_lock import locked_customer

MOST = 20  # attributes of a customer: more are not read
LONGEST_NAME = 40  # characters
LONGEST_VALUE = 200


async def set_attribute(
    session: AsyncSession, customer_id: int, name: str, value: str | None, staff_id: int, now: datetime
) -> None:
    """Set an attribute, in place of one of the same name; None removes it.

    The audit log has neither the name nor the value.

    Raises:
        NotFound: there is no such customer.
        TooManyAttributes: there are `MOST`.
    """
    customer = await locked_customer(session, customer_id)
    before = customer.attributes or {}
    after = {**before, name: value} if value is not None else {**before}
    if value is None:
        after.pop(name, None)
    if after == before:
        return
    if len(after) > MOST:
        raise TooManyAttributes
    customer.attributes = after or None
    action = "customer.attribute_removed" if value is None else "customer.attribute_set"
    audit(session, action, f"customer:{customer_id}", staff_id, now)
