"""The list of conversations, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import OPEN_STATUSES, Case, CaseKind
from store.models.conversations import Conversation, Message, Mode
from store.models.customers import Customer
from store.queries.conversations.conditions import ConversationFilter, of_other_tables, of_the_row
from store.queries.conversations.digests import Digest, digests
from store.queries.conversations.rare_first import rarest
from store.queries.customer_labels import CustomerCard, customer_card
from store.queries.paging import PAGE, Cursor, Page, before, cut
from store.queries.surveys.service_scores import ServiceScore, scores


async def newest_message(session: AsyncSession, conversation_id: int | None = None) -> int:
    """The id of the newest message, in one conversation or anywhere; 0 where there is none."""
    statement = select(func.max(Message.id))
    if conversation_id is not None:
        statement = statement.where(Message.conversation_id == conversation_id)
    return await session.scalar(statement) or 0


WALK = 2000  # conversations that one page looks at, at most
NEWEST_FIRST = (Conversation.last_message_at.desc(), Conversation.id.desc())


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The newest open case of a conversation."""

    reference: str
    kind: CaseKind
    due_at: datetime
    paused_at: datetime | None = None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the promised time has passed and the case still waits for us: its clock is not stopped."""
        return self.paused_at is None and self.due_at < now


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One line of the list."""

    id: int
    customer: CustomerCard
    mode: Mode
    started_at: datetime
    last_message_at: datetime
    digest: Digest
    case: OpenCase | None
    scores: tuple[ServiceScore, ...]


async def list_conversations(
    session: AsyncSession,
    wanted: ConversationFilter,
    *,
    after: Cursor | None = None,
    size: int = PAGE,
) -> Page[ConversationRow]:
    """A page of conversations by the time of their last message.

    At most `WALK` conversations are looked at: a page may have fewer rows than asked for, or none, and still
    be followed by another.
    """
    within = list(of_the_row(wanted))
    if after is not None:
        within.append(before(Conversation.last_message_at, Conversation.id, after))
    rare = await rarest(session, wanted)
    if rare is not None:
        within.append(Conversation.id.in_(rare))
    walk = select(Conversation.id, Conversation.last_message_at).where(*within).order_by(*NEWEST_FIRST)
    looked_at = walk.limit(WALK).subquery()
    # In the order of the walk itself: PostgreSQL then stops at a full page instead of sorting the whole walk.
    statement = (
        select(Conversation, Customer)
        .join(looked_at, looked_at.c.id == Conversation.id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(*of_other_tables(wanted))
        .order_by(looked_at.c.last_message_at.desc(), looked_at.c.id.desc())
        .limit(size + 1)
    )
    found = (await session.execute(statement)).tuples().all()
    page = cut(
        await rows_of(session, found[: size + 1]), size, lambda row: Cursor(row.last_message_at, row.id)
    )
    if page.following is not None:
        return page
    last = (await session.execute(walk.offset(WALK - 1).limit(1))).tuples().one_or_none()
    return page if last is None else Page(page.rows, Cursor(last[1], last[0]))


async def rows_of(
    session: AsyncSession, found: Sequence[tuple[Conversation, Customer]]
) -> list[ConversationRow]:
    """The lines of these conversations, in the same order."""
    ids = [conversation.id for conversation, _ in found]
    customer_ids = [customer.id for _, customer in found]
    said = await digests(session, ids)
    cases = await _open_cases(session, ids, customer_ids)
    given = await scores(session, ids, customer_ids)
    return [
        ConversationRow(
            id=conversation.id,
            customer=customer_card(customer),
            mode=conversation.mode,
            started_at=conversation.started_at,
            last_message_at=conversation.last_message_at,
            digest=said.get(conversation.id, Digest()),
            case=cases.get(conversation.id),
            scores=given.get(conversation.id, ()),
        )
        for conversation, customer in found
    ]


async def _open_cases(
    session: AsyncSession, conversation_ids: list[int], customer_ids: list[int]
) -> dict[int, OpenCase]:
    # By customer first, since that is where the index is.
    statement = select(Case).where(
        Case.customer_id.in_(customer_ids),
        Case.conversation_id.in_(conversation_ids),
        Case.status.in_(OPEN_STATUSES),
    )
    cases = await session.scalars(statement.order_by(Case.id))
    return {
        case.conversation_id: OpenCase(
            case.reference or f"#{case.id}", case.kind, case.due_at, case.paused_at
        )
        for case in cases
        if case.conversation_id is not None
    }
