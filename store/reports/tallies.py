"""Counting answers by group: single questions, and whole sheets of items that belong together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.surveys import Answer, Invitation
from store.reports.formulas import Tally
from store.reports.grouping import KEY, Grouping
from store.reports.instruments import Item
from store.reports.scales import Sheet
from store.reports.scope import Scope, in_scope

Sheets = Mapping[Sheet, int]


@dataclass(frozen=True, slots=True)
class Question:
    """Answers pool by the id of the question and by its kind."""

    id: str
    kind: str


async def tallies(
    session: AsyncSession, scope: Scope, kinds: Mapping[str, Mapping[str, str]], by: Grouping
) -> Mapping[Question, Mapping[str, Tally]]:
    """How often each number was answered, by question and group.

    `kinds` gives the kinds of the questions to count, by survey and id.
    """
    wanted = {question for questions in kinds.values() for question in questions}
    statement = (
        select(by.key, Invitation.survey_key, Answer.question, Answer.number, func.count())
        .select_from(Answer)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .where(in_scope(scope), Answer.number.is_not(None), Answer.question.in_(wanted))
        .group_by(KEY, Invitation.survey_key, Answer.question, Answer.number)
    )
    found: dict[Question, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for key, survey, name, number, count in (await session.execute(by.reach(statement))).tuples():
        kind = kinds.get(survey, {}).get(name)
        if kind is not None:
            tally = found[Question(name, kind)][by.label(key)]
            tally[number] = tally.get(number, 0) + count
    return found


async def sheets(
    session: AsyncSession, scope: Scope, survey_key: str, items: Sequence[str], by: Grouping
) -> Mapping[str, Sheets]:
    """How many customers answered the items of a survey in the same way, by group; items in their order."""
    columns = [func.max(case((Answer.question == item, Answer.number))).label(item) for item in items]
    each = (
        select(by.key, *columns)
        .select_from(Answer)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .where(in_scope(scope), Invitation.survey_key == survey_key, Answer.question.in_(items))
        .group_by(Answer.invitation_id, KEY)
    )
    alike = by.reach(each).subquery()
    statement: Select[Any] = select(*alike.c, func.count()).group_by(*alike.c)
    found: dict[str, dict[Sheet, int]] = defaultdict(dict)
    for key, *numbers, count in await session.execute(statement):
        if any(number is not None for number in numbers):
            found[by.label(key)][tuple(numbers)] = count
    return found


def numbered(items: Sequence[Item]) -> list[str]:
    """The questions behind some items: the perceptions, and the expectations where there are any."""
    return [item.question for item in items] + [item.expected for item in items if item.expected is not None]
