"""Replies that members of staff have begun, and how far they have read: each for themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.row_insert import conflict_insert
from store.models.conversations import Conversation, ReadingPlace
from store.queries.not_found import NotFound


async def save_draft(
    session: AsyncSession,
    conversation_id: int,
    staff_id: int,
    text: str | None,
    now: datetime,
    files: Sequence[str] = (),
) -> None:
    """Keep what a member of staff has written so far, with references of files; None drops the text.

    Raises:
        NotFound: there is no such conversation.
    """
    if await session.get(Conversation, conversation_id) is None:
        raise NotFound("conversation", conversation_id)
    wrote_at = now if text else None
    draft_files = list(files) or None
    await _keep(
        session, conversation_id, staff_id, now, draft=text, draft_files=draft_files, wrote_at=wrote_at
    )


async def save_unsent(
    session: AsyncSession,
    conversation_id: int,
    staff_id: int,
    text: str,
    now: datetime,
    files: Sequence[str] = (),
) -> None:
    """Keep a reply that could not be sent as a draft where the customer writes by now, with its files."""
    customer = select(Conversation.customer_id).where(Conversation.id == conversation_id).scalar_subquery()
    newest = await session.scalar(
        select(func.max(Conversation.id)).where(Conversation.customer_id == customer)
    )
    if newest is not None:
        await _keep(session, newest, staff_id, now, draft=text, draft_files=list(files) or None)


async def note_read(
    session: AsyncSession, conversation_id: int, staff_id: int, message_id: int, now: datetime
) -> None:
    """Note that a member of staff has seen the messages up to this one."""
    await _keep(session, conversation_id, staff_id, now, read_to=message_id)


async def note_presence(session: AsyncSession, conversation_id: int, staff_id: int, now: datetime) -> None:
    """Note that a member of staff has the page of a conversation open."""
    await _keep(session, conversation_id, staff_id, now, seen_at=now)


async def _keep(
    session: AsyncSession, conversation_id: int, staff_id: int, now: datetime, **values: Any
) -> None:
    key = {"staff_id": staff_id, "conversation_id": conversation_id}
    insert = conflict_insert(session.get_bind().dialect.name, ReadingPlace).values(
        **key, **{"read_to": 0, **values}, at=now
    )
    await session.execute(insert.on_conflict_do_update(index_elements=[*key], set_={**values, "at": now}))
