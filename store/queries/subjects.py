"""The cases and conversations that alarms are about, by the subjects that the alarms name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import Case


@dataclass(frozen=True, slots=True)
class Thing:
    """A case or a conversation."""

    case_id: int | None = None
    conversation_id: int | None = None


async def things(session: AsyncSession, subjects: Collection[str]) -> Mapping[str, Thing]:
    """What these subjects stand for, such as `case:HF-000003`; what is neither is missing."""
    named = {subject: subject.partition(":") for subject in subjects}
    references = [known_as for kind, _, known_as in named.values() if kind == "case"]
    rows = await session.execute(select(Case.reference, Case.id).where(Case.reference.in_(references)))
    found = {f"case:{reference}": Thing(case_id=number) for reference, number in rows.tuples()}
    for subject, (kind, _, known_as) in named.items():
        if kind == "conversation":
            found[subject] = Thing(conversation_id=int(known_as))
    return found
