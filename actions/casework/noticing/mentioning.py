"""Colleagues who are named in a note with "@" before their name."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.staff import Mention, Staff


def named_in(text: str, names: Iterable[str]) -> frozenset[str]:
    """Return the names that a text mentions; of "@li" and "@li na", the longer one that fits is meant."""
    found, folded = set(), text.casefold()
    longest_first = sorted(names, key=len, reverse=True)
    for place in (at for at, char in enumerate(folded) if char == "@"):
        if place and folded[place - 1].isascii() and folded[place - 1].isalnum():
            continue  # an address of mail
        rest = folded[place + 1 :]
        for name in longest_first:
            plain = name.casefold()
            if rest.startswith(plain) and not _goes_on(plain, rest[len(plain) :]):
                found.add(name)
                break
    return frozenset(found)


def _goes_on(name: str, rest: str) -> bool:
    """Whether a Latin name is only the beginning of a longer word; Chinese has no space after a name."""
    return bool(rest) and name[-1].isascii() and rest[0].isascii() and (rest[0].isalnum() or rest[0] == "_")


async def note_mentions(
    session: AsyncSession,
    text: str,
    conversation_id: int,
    staff_id: int,
    now: datetime,
    *,
    note_id: int | None = None,
    event_id: int | None = None,
) -> None:
    """Keep which colleagues a note of this member names; a text without "@" costs no statement."""
    if "@" not in text:
        return
    members = await _members(session)
    for name in sorted(named_in(text, members)):
        if members[name] != staff_id:
            mention = Mention(
                staff_id=members[name],
                by_id=staff_id,
                conversation_id=conversation_id,
                note_id=note_id,
                event_id=event_id,
                at=now,
            )
            session.add(mention)


async def _members(session: AsyncSession) -> Mapping[str, int]:
    rows = await session.execute(select(Staff.name, Staff.id).where(Staff.disabled_at.is_(None)))
    return dict(rows.tuples().all())
