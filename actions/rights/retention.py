"""Retention: what was written is kept for so long and then erased; what it was about stays, and every number.

Each transaction takes a few rows, so that customers need not wait for it, and says in the audit log how many.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.rights.scrubbing import note_erasure
from actions.rights.word_removal import (
    due_comments,
    due_conversations,
    due_phones,
    erase_comments,
    erase_conversations,
    erase_phones,
)
from store.engine.database import Database
from store.models.staff import AuditEntry
from store.queries.paging import Cursor
from store.queues import expiry

BREATH = 0.02  # seconds between two transactions, for others that wait to write

# What is older than a moment, from a place on; and erasing it by ids, which says how many it were.
Due = Callable[[AsyncSession, datetime, Cursor | None], Awaitable[Sequence[Cursor]]]
Erase = Callable[[AsyncSession, Sequence[int], datetime], Awaitable[int]]

KINDS: Mapping[str, tuple[Due, Erase]] = {
    "conversations": (due_conversations, erase_conversations),
    "comments": (due_comments, erase_comments),
    "phones": (due_phones, erase_phones),
    "updates": (expiry.old_updates, expiry.drop_updates),
    "sends": (expiry.old_sends, expiry.drop_sends),
}


async def expire(database: Database, before: datetime, now: datetime) -> dict[str, int]:
    """Erase all that is older than `before`; how much of each kind it was."""
    return {
        kind: await _erase_all(database, kind, due, erase, before, now)
        for kind, (due, erase) in KINDS.items()
    }


async def _erase_all(
    database: Database, kind: str, due: Due, erase: Erase, before: datetime, now: datetime
) -> int:
    erased, after = 0, None
    while True:
        async with database.reading() as session:
            part = await due(session, before, after)
        if not part:
            return erased
        after = part[-1]
        async with database.transaction() as session:
            count = await erase(session, [each.id for each in part], now)
            if count:
                note_erasure(session, now)
                detail = {kind: count}
                session.add(AuditEntry(at=now, actor="system", action="retention.erased", detail=detail))
        erased += count
        await asyncio.sleep(BREATH)
