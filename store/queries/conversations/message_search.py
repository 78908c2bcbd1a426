"""Messages that have the words of a search, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.search_terms import SearchTerm
from store.models.conversations import Conversation, Direction, Message
from store.models.customers import Customer
from store.queries.conversations.conditions import ConversationFilter, of_other_tables, of_the_row
from store.queries.conversations.conversation_rows import ConversationRow, rows_of
from store.queries.conversations.full_text import matching
from store.queries.paging import PAGE, Cursor, Page

LOOKED_AT = 200  # hits that one page looks at, where a filter is set beside the words


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that was found, and its conversation."""

    message_id: int
    direction: Direction
    is_by_bot: bool
    text: str
    at: datetime
    conversation: ConversationRow


async def find_messages(
    session: AsyncSession,
    sought: Sequence[SearchTerm],
    wanted: ConversationFilter,
    *,
    after: Cursor | None = None,
    size: int = PAGE,
) -> Page[Hit]:
    """A page of messages that have all that is sought, from conversations as wanted.

    A page may have fewer rows than asked for and still be followed by another.
    """
    limit = size if wanted == ConversationFilter() else LOOKED_AT
    looked_at = await matching(session, sought, after.id if after else None, limit)
    if not looked_at:
        return Page((), None)
    statement = (
        select(Message, Conversation, Customer)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(Message.id.in_(looked_at), *of_the_row(wanted), *of_other_tables(wanted))
        .order_by(Message.id.desc())
        .limit(size)
    )
    found = (await session.execute(statement)).tuples().all()
    hits = await _hits(session, found)
    if len(hits) == size and hits[-1].message_id != looked_at[-1]:
        return Page(hits, Cursor(hits[-1].at, hits[-1].message_id))
    if len(looked_at) < limit:
        return Page(hits, None)
    return Page(hits, await _place(session, sought, looked_at[-1]))


async def _hits(
    session: AsyncSession, found: Sequence[tuple[Message, Conversation, Customer]]
) -> tuple[Hit, ...]:
    talks = {conversation.id: (conversation, customer) for _, conversation, customer in found}
    rows = {row.id: row for row in await rows_of(session, list(talks.values()))}
    return tuple(
        Hit(
            message.id,
            message.direction,
            message.direction is Direction.OUT and message.staff_id is None,
            message.text or "",
            message.created_at,
            rows[conversation.id],
        )
        for message, conversation, _ in found
    )


async def _place(session: AsyncSession, sought: Sequence[SearchTerm], message_id: int) -> Cursor | None:
    """Where to go on after a message; None where nothing older has the words."""
    at = await session.scalar(select(Message.created_at).where(Message.id == message_id))
    if at is None or not await matching(session, sought, message_id, 1):
        return None
    return Cursor(at, message_id)
