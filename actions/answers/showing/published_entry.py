"""One entry as it is published now, by its id."""

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.document import read_content
from actions.answers.entry import EffectiveState, Entry, effective_state
from actions.turn.turn import Turn
from store.models.answers import AnswerEntry, AnswerVersion


async def published_entry(session: AsyncSession, answer_id: int) -> Entry | None:
    """Return the published version of an entry; None if it was taken out of use, or is not published."""
    of_entry = and_(
        AnswerVersion.answer_id == AnswerEntry.id, AnswerVersion.number == AnswerEntry.published_version
    )
    found = await session.execute(
        select(AnswerEntry.key, AnswerVersion.number, AnswerVersion.content)
        .join(AnswerVersion, of_entry)
        .where(AnswerEntry.id == answer_id, AnswerEntry.retired_at.is_(None))
    )
    row = found.tuples().one_or_none()
    if row is None:
        return None
    key, number, content = row
    return read_content(content).entry(answer_id, key, number)


async def entry_in_force(turn: Turn, answer_id: int) -> Entry | None:
    """Return a published entry whose dates hold today; None if there is none."""
    entry = await published_entry(turn.session, answer_id)
    today = turn.now.astimezone(turn.house.calendar.zone).date()
    if entry is None or effective_state(entry, today) is not EffectiveState.ACTIVE:
        return None
    return entry
