"""Answers side by side: a score, and what the same customer named or rated with it."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from statistics import fmean
from typing import NamedTuple

from sqlalchemy import Text, and_, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.occasions import Occasion
from store.models.surveys import Answer, Invitation
from store.reports.driver_questions import DriverQuestion
from store.reports.sums.raw import FIRST_NUMBER
from store.reports.sums.scope import Scope, in_scope, is_asked_on

# Of the newest invitations of a survey; a score and what was said with it come back from a part of them.
MOST_ASKED = 20_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A score, what was said with it in the order of the names, and for how many customers it stands."""

    customer: int
    score: int
    values: tuple[float, ...]
    weight: float = 1.0


class SheetRow(NamedTuple):
    """An answer beside the score, as it is stored; `choices` is JSON."""

    customer: int
    version: int
    score: int
    question: str
    choices: str | None
    number: int | None


async def driver_sheets(session: AsyncSession, scope: Scope, asked: DriverQuestion) -> tuple[Sheet, ...]:
    """Return the newest sheets about reported services: those that name something, or rate all dimensions."""
    newest = (
        select(Invitation)
        .where(in_scope(replace(scope, survey_key=asked.survey_key)))
        .order_by(Invitation.asked_at.desc(), Invitation.id.desc())
        .limit(MOST_ASKED)
        .subquery()
    )
    sent, beside = aliased(Invitation, newest), aliased(Answer)
    wanted = [asked.question] if asked.question is not None else list(asked.items)
    found = (
        select(
            sent.id,
            sent.customer_id,
            sent.survey_version_id,
            FIRST_NUMBER,
            beside.question,
            cast(beside.choices, Text),  # read once for all who chose the same
            func.coalesce(beside.first_number, beside.number),
        )
        .join(Answer, and_(Answer.invitation_id == sent.id, Answer.question == asked.outcome.question))
        .join(beside, and_(beside.invitation_id == sent.id, beside.question.in_(wanted)))
        .where(
            sent.survey_version_id.in_(asked.versions),
            is_asked_on(Occasion.SERVICE, sent),
            Answer.number.is_not(None),
        )
        .order_by(sent.asked_at.desc(), sent.id.desc())
    )
    by_invitation: defaultdict[int, list[SheetRow]] = defaultdict(list)
    for row in await session.execute(found):
        by_invitation[row[0]].append(SheetRow(*row[1:]))
    read = _named(asked) if asked.question is not None else partial(_rated, asked)
    return tuple(sheet for each in by_invitation.values() if (sheet := read(each)) is not None)


def _named(asked: DriverQuestion) -> Callable[[Sequence[SheetRow]], Sheet | None]:
    """Read options as ones and noughts; None where none was chosen, which is no answer."""

    @cache
    def values_of(choices: str) -> tuple[float, ...] | None:
        chosen = json.loads(choices)
        return tuple(float(name in chosen) for name in asked.names) if chosen else None

    def read(rows: Sequence[SheetRow]) -> Sheet | None:
        (row,) = rows
        values = None if row.choices is None else values_of(row.choices)
        if values is None:
            return None
        return Sheet(row.customer, row.score, values, asked.versions[row.version].weight(row.score))

    return read


def _rated(asked: DriverQuestion, rows: Sequence[SheetRow]) -> Sheet | None:
    """The means of the dimensions; None where one has no rating."""
    by_dimension: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.number is not None:
            by_dimension[asked.items[row.question]].append(row.number)
    if set(by_dimension) < set(asked.names):
        return None
    return Sheet(rows[0].customer, rows[0].score, tuple(fmean(by_dimension[name]) for name in asked.names))
