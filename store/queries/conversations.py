"""The list of conversations, newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.labels import Intent, Language
from store.models.cases import OPEN_STATUSES, Case, CaseKind
from store.models.conversations import Conversation, Direction, Message, Mode
from store.models.customers import Customer
from store.queries.customers import CustomerCard, customer_card
from store.queries.digests import Digest, digests
from store.queries.labels import effective_intent, is_uncertain
from store.queries.paging import Cursor, Page, before, cut
from store.queries.scores import Score, scores


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """Which conversations to list; what is not given is not asked for.

    `since` and `until` (exclusive) select talk that was going on in that time.
    """

    intent: Intent | None = None
    language: Language | None = None
    since: datetime | None = None
    until: datetime | None = None
    with_open_case: bool = False
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The newest open case of a conversation."""

    reference: str
    kind: CaseKind
    due_at: datetime


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
    scores: tuple[Score, ...]


async def list_conversations(
    session: AsyncSession,
    wanted: ConversationFilter,
    *,
    after: Cursor | None = None,
    size: int = 50,
) -> Page[ConversationRow]:
    """A page of conversations by the time of their last message."""
    statement = _selected(wanted)
    if after is not None:
        statement = statement.where(before(Conversation.last_message_at, Conversation.id, after))
    newest_first = statement.order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
    found = (await session.execute(newest_first.limit(size + 1))).tuples().all()
    ids = [conversation.id for conversation, _ in found[:size]]
    customer_ids = [customer.id for _, customer in found[:size]]
    said = await digests(session, ids)
    cases = await _open_cases(session, ids, customer_ids)
    given = await scores(session, ids, customer_ids)
    rows = [
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
    return cut(rows, size, lambda row: Cursor(row.last_message_at, row.id))


def _selected(wanted: ConversationFilter) -> Select[tuple[Conversation, Customer]]:
    statement = select(Conversation, Customer).join(Customer, Customer.id == Conversation.customer_id)
    heard = exists().where(Message.conversation_id == Conversation.id, Message.direction == Direction.IN)
    if wanted.intent is not None:
        statement = statement.where(heard.where(effective_intent() == wanted.intent))
    if wanted.language is not None:
        statement = statement.where(heard.where(Message.language == wanted.language))
    if wanted.uncertain:
        statement = statement.where(heard.where(is_uncertain()))
    if wanted.with_open_case:
        is_open = exists().where(Case.conversation_id == Conversation.id, Case.status.in_(OPEN_STATUSES))
        statement = statement.where(is_open)
    if wanted.since is not None:
        statement = statement.where(Conversation.last_message_at >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(Conversation.started_at < wanted.until)
    return statement


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
        case.conversation_id: OpenCase(case.reference or f"#{case.id}", case.kind, case.due_at)
        for case in cases
        if case.conversation_id is not None
    }
