"""Tags of cases: short words of staff by which they find cases again."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_history import record_step
from actions.casework.case_steps import case_to_change
from actions.casework.refusals import TooManyTags
from store.models.cases import CaseStep

MOST = 10  # tags of a case: more say nothing
LONGEST = 30  # characters


def tag_of(written: str) -> str:
    """Return a tag as it is kept: without `#` and space around it, and with single spaces."""
    return " ".join(written.strip().removeprefix("#").split())


async def add_tag(session: AsyncSession, case_id: int, tag: str, staff_id: int, now: datetime) -> None:
    """Give a case a tag, unless it has it in upper or lower case.

    Raises:
        NotFound: there is no such case.
        TooManyTags: it has `MOST`.
    """
    case = await case_to_change(session, case_id)
    if tag.casefold() in {each.casefold() for each in case.tags}:
        return
    if len(case.tags) >= MOST:
        raise TooManyTags
    case.tags = (*case.tags, tag)
    record_step(session, case, CaseStep.TAGGED, staff_id, now, detail=tag)


async def drop_tag(session: AsyncSession, case_id: int, tag: str, staff_id: int, now: datetime) -> None:
    """Take a tag from a case that has it.

    Raises:
        NotFound: there is no such case.
    """
    case = await case_to_change(session, case_id)
    if tag in case.tags:
        case.tags = tuple(each for each in case.tags if each != tag)
        record_step(session, case, CaseStep.UNTAGGED, staff_id, now, detail=tag)
