"""Which groups are large enough that none of their customers is recognised."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

Group = TypeVar("Group", bound=str)


async def reaching(
    session: AsyncSession, groups: Mapping[Group, Select[tuple[Any]]], least: int
) -> Collection[Group]:
    """Return the groups in which a statement finds so many different values; no more are looked for.

    All are asked for in one statement.
    """
    if not groups:
        return frozenset()
    found = [each.distinct().limit(least).subquery() for each in groups.values()]
    counts = [select(func.count()).select_from(each).scalar_subquery() for each in found]
    row = (await session.execute(select(*counts))).one()
    return frozenset(group for group, count in zip(groups, row, strict=True) if count == least)
