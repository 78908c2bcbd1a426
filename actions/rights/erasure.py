"""Forgetting a customer: nothing they wrote, were sent or answered stays, anywhere.

Messages, cases, notes, corrections and answers go with the customer's row, and the search index with the
messages. Queues hold raw updates and texts, services what other systems reported; both are cleaned here.
What stays is the fact of an erasure, and the number of the chat in which it was confirmed.
"""

from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.alerts import clear
from actions.rights.scrubbing import note_erasure
from actions.rights.service_owner import is_about
from actions.rights.topic_erasure import erase_topics
from store.models.cases import Case
from store.models.staff import AuditEntry
from store.models.surveys import Decision, Service
from store.queries.customer_lock import locked_customer
from store.queues import queue_erasure


async def erase_customer(session: AsyncSession, customer_id: int, actor: str, now: datetime) -> None:
    """Erase a customer, in one transaction. `actor` is who wanted it, as the audit log names people.

    An update that is being worked on is left to `queue_erasure.erase_body`, since its row is still needed.

    Raises:
        NotFound: there is no such customer.
    """
    customer = await locked_customer(session, customer_id)
    for address in filter(None, {customer.address, customer.account}):
        await queue_erasure.erase_chat(session, address, now)
    await erase_topics(session, customer_id, now)
    for case in await session.scalars(_cases_of(customer_id)):
        await clear(session, case, now)
    await session.execute(
        update(Service)
        .where(is_about(customer))
        .values(
            customer_account=None,
            customer_external_id=None,
            customer_timezone=None,
            customer_phone=None,
            start_token=None,
        )
    )
    await session.execute(update(Decision).where(Decision.customer_id == customer_id).values(facts={}))
    session.add(AuditEntry(at=now, actor=actor, action="customer.erased", subject=f"customer:{customer_id}"))
    note_erasure(session, now)
    await session.flush()
    await session.delete(customer)
    await session.flush()


def _cases_of(customer_id: int) -> Select[tuple[Case]]:
    return select(Case).where(Case.customer_id == customer_id)
