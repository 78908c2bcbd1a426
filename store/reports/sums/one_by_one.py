"""The invitations in scope one by one: of folded days, and of the rest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time

import numpy as np
import numpy.typing as npt
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.folds import FoldedColumns
from store.models.occasions import Occasion
from store.reports.sums.gathering import Meanings, Source, Stored
from store.reports.sums.grouping import By, Grouping, named, week_name
from store.reports.sums.scope import Scope
from store.reports.sums.spans import DAY, week_of
from store.reports.sums.sum_columns import MINUTE, Column, Columns, columns_of

OneByOne = Mapping[Source, Columns]
Labelled = tuple[tuple[str, ...], Column]


async def gather_columns(session: AsyncSession, stored: Stored, known: Meanings) -> OneByOne:
    """Return the invitations that were read, by survey and occasion."""
    found: defaultdict[Source, list[Columns]] = defaultdict(list)
    for source, columns in await _folded(session, stored.scope, stored.folds):
        found[source].append(columns)
    for (survey, occasion), columns in columns_of(stored.asked, known).items():
        found[Source(survey, Occasion(occasion))].append(columns)
    return {source: Columns.joined(parts) for source, parts in found.items()}


async def _folded(session: AsyncSession, scope: Scope, chosen: Iterable[int]) -> list[tuple[Source, Columns]]:
    statement = select(FoldedColumns.survey_key, FoldedColumns.occasion, FoldedColumns.content)
    statement = statement.where(FoldedColumns.fold_id.in_(chosen))
    if scope.survey_key is not None:
        statement = statement.where(FoldedColumns.survey_key == scope.survey_key)
    rows = (await session.execute(statement)).tuples()
    found = [
        (Source(survey, Occasion(occasion)), Columns.unpack(content)) for survey, occasion, content in rows
    ]
    if scope.outlet is None:
        return found
    return [(source, each.where(each.named("outlet", scope.outlet))) for source, each in found]


def labelled(source: Source, columns: Columns, groups: Grouping) -> Labelled:
    """Return the names of the groups, and for each invitation the place of its group among them."""
    match groups.by:
        case By.OCCASION:
            return (source.occasion.value,), np.zeros(len(columns), dtype=np.int64)
        case By.SURVEY:
            return (source.survey,), np.zeros(len(columns), dtype=np.int64)
        case By.WEEK:
            return _weeks(columns.fixed["asked"], groups)
        case By.OUTLET | By.AGENT | By.SERVICE | By.LANGUAGE:
            codes = columns.fixed[groups.by.value]
            return tuple(named(each) for each in (*columns.names, None)), codes % (len(columns.names) + 1)
        case _:
            return ("",), np.zeros(len(columns), dtype=np.int64)


def _weeks(asked: npt.NDArray[np.int64], groups: Grouping) -> Labelled:
    """The weeks of minutes since 1970, by their Mondays on the clock of the zone."""
    if not len(asked):
        return (), asked
    first, last = (datetime.fromtimestamp(int(end) * MINUTE, UTC) for end in (asked.min(), asked.max()))
    monday, begins, names = week_of(first, groups.zone), [], []
    while monday <= week_of(last, groups.zone):
        begins.append(int(datetime.combine(monday, time(), groups.zone).timestamp()) // MINUTE)
        names.append(week_name(monday))
        monday += 7 * DAY
    return tuple(names), np.searchsorted(np.array(begins), asked, side="right") - 1
