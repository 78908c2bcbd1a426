"""Which cases have a tag, and which tags there are."""

from sqlalchemy import ColumnElement, String, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.columns import LABEL_END
from store.models.cases import Case

RECENT = 500  # tagged cases whose tags are offered


def has_tag(tag: str) -> ColumnElement[bool]:
    """Return whether a case has exactly this tag."""
    return type_coerce(Case.tags, String).contains(f"{LABEL_END}{tag}{LABEL_END}", autoescape=True)


async def known_tags(session: AsyncSession) -> tuple[str, ...]:
    """Return the tags of the last tagged cases, sorted."""
    tagged = select(Case.tags).where(Case.tags.is_not(None)).order_by(Case.id.desc()).limit(RECENT)
    rows = await session.scalars(tagged)
    return tuple(sorted({tag for tags in rows for tag in tags}, key=str.casefold))
