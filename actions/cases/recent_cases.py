"""The cases that a turn may be about, read once."""

from collections.abc import Sequence

from sqlalchemy import bindparam, or_, select

from actions.turn.turn import Turn
from store.models.cases import OPEN_STATUSES, Case

# Written once, since every message needs it: building a statement costs as much as running it.
RECENT = (
    select(Case)
    .where(
        Case.customer_id == bindparam("of_customer"),
        or_(Case.status.in_(OPEN_STATUSES), Case.settled_at >= bindparam("since")),
    )
    .order_by(Case.id.desc())
    .limit(50)
    .execution_options(autoflush=False)
)


async def recent_cases(turn: Turn) -> Sequence[Case]:
    """Return the customer's cases that are open or may be reopened, newest first, as this turn has them."""
    if turn.seen.cases is None:
        since = turn.now - turn.house.matters.reopening
        found = await turn.session.scalars(RECENT, {"of_customer": turn.customer.id, "since": since})
        turn.seen.cases = list(found)
    return turn.seen.cases
