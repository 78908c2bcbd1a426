"""What the head of a topic says: who the customer is, their cases and last scores."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import OPEN_STATUSES, Case, CaseKind, CaseStatus
from store.models.customers import Customer
from store.models.surveys import Answer, Invitation
from store.queries.customer_labels import customer_card

MOST_CASES = 5
MOST_SCORES = 3


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in one line."""

    reference: str
    kind: CaseKind
    status: CaseStatus
    is_urgent: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still to be settled."""
        return self.status in OPEN_STATUSES


@dataclass(frozen=True, slots=True)
class TopicHead:
    """The customer of a topic; cases and scores are the newest first."""

    customer_id: int
    name: str
    cases: tuple[CaseLine, ...]
    scores: tuple[int, ...]

    @property
    def current(self) -> CaseLine | None:
        """The newest open case, else the newest."""
        return next((each for each in self.cases if each.is_open), self.cases[0] if self.cases else None)


async def read_topic_head(session: AsyncSession, customer_id: int) -> TopicHead:
    """Return what the head of the customer's topic says."""
    customer = await session.get_one(Customer, customer_id)
    cases = await session.scalars(
        select(Case)
        .where(Case.customer_id == customer_id, Case.status != CaseStatus.MERGED)
        .order_by(Case.id.desc())
        .limit(MOST_CASES)
    )
    scores = await session.scalars(
        select(Answer.number)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .where(Invitation.customer_id == customer_id, Answer.number.is_not(None))
        .order_by(Answer.id.desc())
        .limit(MOST_SCORES)
    )
    return TopicHead(
        customer_id,
        customer_card(customer).name,
        tuple(CaseLine(each.reference or "", each.kind, each.status, each.is_urgent) for each in cases),
        tuple(number for number in scores if number is not None),
    )
