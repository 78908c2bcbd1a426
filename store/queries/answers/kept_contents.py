"""The contents of files that answers send, by checksum."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.answers import KeptContent
from store.models.conversations import MessageKind


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """What a file is sent as, and its size in bytes."""

    kind: MessageKind
    size: int


async def kept_checksums(session: AsyncSession, checksums: Iterable[str]) -> frozenset[str]:
    """Return which of these are kept."""
    return frozenset(await kept_facts(session, checksums))


async def kept_facts(session: AsyncSession, checksums: Iterable[str]) -> dict[str, KeptFacts]:
    """Return what is known of these contents, as far as they are kept."""
    statement = select(KeptContent.checksum, KeptContent.kind, KeptContent.size).where(
        KeptContent.checksum.in_(frozenset(checksums))
    )
    rows = (await session.execute(statement)).tuples()
    return {checksum: KeptFacts(kind, size) for checksum, kind, size in rows}


async def kept_content(session: AsyncSession, checksum: str) -> bytes | None:
    """Return a content; None where it is not kept."""
    content: bytes | None = await session.scalar(
        select(KeptContent.content).where(KeptContent.checksum == checksum)
    )
    return content
