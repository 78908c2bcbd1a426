"""Names of the staff whom the audit log and versions of answers name by number."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.staff import Staff

STAFF = "staff:"


async def actor_names(session: AsyncSession, actors: Iterable[str]) -> Mapping[str, str]:
    """Return the name of each actor of the form "staff:3"; others are not in it."""
    numbers = {int(actor.removeprefix(STAFF)) for actor in actors if actor.startswith(STAFF)}
    found = await session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(numbers)))
    return {f"{STAFF}{number}": name for number, name in found.tuples()}
