"""Conversations and cases that a member of staff watches; opening one shows that its news are seen."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.row_insert import conflict_insert
from store.models.cases import Case
from store.models.conversations import Conversation
from store.models.staff import CaseWatch, Mention, Watch
from store.queries.not_found import NotFound
from store.queries.staff_notices import NewestRows, newest_in


async def watch(session: AsyncSession, conversation_id: int, staff_id: int, now: datetime) -> None:
    """Watch a conversation from here on; watching it twice changes nothing.

    Raises:
        NotFound: there is no such conversation.
    """
    if await session.get(Conversation, conversation_id) is None:
        raise NotFound("conversation", conversation_id)
    newest = await newest_in(session, conversation_id)
    row = conflict_insert(session.get_bind().dialect.name, Watch).values(
        staff_id=staff_id,
        conversation_id=conversation_id,
        seen_message=newest.message,
        seen_note=newest.note,
        seen_step=newest.step,
        at=now,
    )
    await session.execute(row.on_conflict_do_nothing(index_elements=["staff_id", "conversation_id"]))


async def unwatch(session: AsyncSession, conversation_id: int, staff_id: int) -> None:
    """Watch a conversation no longer."""
    await session.execute(
        delete(Watch).where(Watch.staff_id == staff_id, Watch.conversation_id == conversation_id)
    )


async def watch_case(session: AsyncSession, case_id: int, staff_id: int, now: datetime) -> None:
    """Watch a case from here on, wherever the customer writes about it; twice changes nothing.

    Where the case went into another one, that one is watched.

    Raises:
        NotFound: there is no such case.
    """
    case = await session.get(Case, case_id)
    if case is None:
        raise NotFound("case", case_id)
    kept = case.merged_into_id or case_id
    newest = await newest_in(session, case.conversation_id or 0, kept)
    await _watch_case_since(session, kept, staff_id, newest.case_step, now)


async def unwatch_case(session: AsyncSession, case_id: int, staff_id: int) -> None:
    """Watch a case no longer."""
    await session.execute(
        delete(CaseWatch).where(CaseWatch.staff_id == staff_id, CaseWatch.case_id == case_id)
    )


async def pass_watches_on(session: AsyncSession, case_id: int, kept_id: int, now: datetime) -> None:
    """Let those who watch a case watch the one that it went into, of which the merging is news."""
    watches = select(CaseWatch.staff_id, CaseWatch.seen_step).where(CaseWatch.case_id == case_id)
    for staff_id, seen in (await session.execute(watches)).tuples().all():
        await _watch_case_since(session, kept_id, staff_id, seen, now)
    await session.execute(delete(CaseWatch).where(CaseWatch.case_id == case_id))


async def _watch_case_since(
    session: AsyncSession, case_id: int, staff_id: int, seen_step: int, now: datetime
) -> None:
    row = conflict_insert(session.get_bind().dialect.name, CaseWatch).values(
        staff_id=staff_id, case_id=case_id, seen_step=seen_step, at=now
    )
    await session.execute(row.on_conflict_do_nothing(index_elements=["staff_id", "case_id"]))


async def note_seen(
    session: AsyncSession,
    conversation_id: int,
    staff_id: int,
    shown: NewestRows,
    now: datetime,
    case_id: int | None = None,
) -> None:
    """Note what a member who has opened a conversation has seen: the rows shown, and notes that name them.

    `case_id` is the case beside it. What came after `now` was not on their page.
    """
    await session.execute(
        update(Mention)
        .where(
            Mention.staff_id == staff_id,
            Mention.conversation_id == conversation_id,
            Mention.seen_at.is_(None),
            Mention.at <= now,
        )
        .values(seen_at=now)
    )
    await session.execute(
        update(Watch)
        .where(Watch.staff_id == staff_id, Watch.conversation_id == conversation_id)
        .values(seen_message=shown.message, seen_note=shown.note, seen_step=shown.step)
    )
    if case_id is not None:
        await session.execute(
            update(CaseWatch)
            .where(
                CaseWatch.staff_id == staff_id,
                CaseWatch.case_id == case_id,
                CaseWatch.seen_step < shown.case_step,
            )
            .values(seen_step=shown.case_step)
        )
