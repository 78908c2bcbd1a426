"""Models in the database, so that each machine uses the one that was made current last on any of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.training_runs import SharedModel

KEPT = 3
"""This many models stay in the database: during an upgrade, machines of both releases find theirs."""


@dataclass(frozen=True, slots=True)
class SharedName:
    """A shared model without its content; one with a higher `id` was shared later."""

    id: int
    name: str
    seal: str


async def shared_names(session: AsyncSession) -> Sequence[SharedName]:
    """All of them, the newest first."""
    columns = select(SharedModel.id, SharedModel.name, SharedModel.seal)
    rows = await session.execute(columns.order_by(SharedModel.id.desc()))
    return [SharedName(*row) for row in rows]


async def content_of(session: AsyncSession, model_id: int) -> bytes | None:
    """The file of a shared model; None if it was removed meanwhile."""
    content: bytes | None = await session.scalar(
        select(SharedModel.content).where(SharedModel.id == model_id)
    )
    return content


async def share(session: AsyncSession, name: str, seal: str, content: bytes, now: datetime) -> int:
    """Have the other machines use this model, and remove the oldest ones; return its id."""
    model = SharedModel(name=name, seal=seal, content=content, shared_at=now)
    session.add(model)
    await session.flush()
    kept = select(SharedModel.id).order_by(SharedModel.id.desc()).limit(KEPT)
    await session.execute(
        delete(SharedModel).where(SharedModel.id.not_in(kept)).execution_options(synchronize_session=False)
    )
    return model.id
