"""Answers that were given, for tests."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Language
from store.models.answers import AnswerEntry, AnswerShowing, ShowingKind


async def answer(session: AsyncSession, number: int, now: datetime) -> None:
    """An entry without versions."""
    session.add(AnswerEntry(id=number, key=f"a{number}", created_at=now))
    await session.flush()


async def showing(
    session: AsyncSession, conversation: int, message: int | None, number: int, now: datetime, **values: Any
) -> None:
    """An answer that was given."""
    given = {"kind": ShowingKind.DIRECT, "version": 1, "language": Language.EN, "shown_at": now, **values}
    session.add(AnswerShowing(conversation_id=conversation, message_id=message, answer_id=number, **given))
    await session.flush()
