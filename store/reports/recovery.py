"""Service recovery: what customers said before the remedy, and after it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.cases import Case, CaseKind
from store.models.surveys import Answer, Invitation
from store.reports.formulas import Mean, mean, mean_of
from store.reports.grouping import Grouping
from store.reports.instruments import SCALES
from store.reports.measures import Measure, Subject, on_scale
from store.reports.scope import Scope, in_scope

KIND = "rating"


@dataclass(frozen=True, slots=True)
class Pair:
    """The scores of one case before and after it was settled."""

    before: int
    after: int


async def recovered(
    session: AsyncSession, scope: Scope, ratings: Mapping[str, set[str]], by: Grouping
) -> Mapping[str, list[Pair]]:
    """The pairs of settled recovery cases by group; period and group are those of the first survey.

    The second score is the customer's first answer to the same question in a survey that was made after the
    case was settled. `ratings` are the questions to look at, by survey.
    """
    later, again = aliased(Invitation), aliased(Answer)
    second = (
        select(func.min(again.id))
        .join(later, later.id == again.invitation_id)
        .where(
            later.customer_id == Case.customer_id,
            later.created_at >= Case.settled_at,
            again.question == Answer.question,
            again.number.is_not(None),
        )
        .correlate(Case, Answer)
        .scalar_subquery()
    )
    after = aliased(Answer)
    statement = (
        select(by.key, Invitation.survey_key, Answer.question, Answer.number, after.number)
        .select_from(Case)
        .join(Invitation, Invitation.id == Case.invitation_id)
        .join(Answer, and_(Answer.invitation_id == Invitation.id, Answer.number.is_not(None)))
        .join(after, after.id == second)
        .where(in_scope(scope), Case.kind == CaseKind.RECOVERY, Case.settled_at.is_not(None))
    )
    pairs: dict[str, list[Pair]] = {}
    for key, survey, question, first, last in (await session.execute(by.reach(statement))).tuples():
        if question in ratings.get(survey, ()):
            pairs.setdefault(by.label(key), []).append(Pair(first, last))
    return pairs


def gains(pairs: list[Pair]) -> Iterator[tuple[Subject, Mean]]:
    """Both means and the mean of the differences within the cases, which is a paired t interval."""
    lowest, highest = SCALES[KIND]
    width = highest - lowest
    yield Subject(Measure.RECOVERY_BEFORE), mean(on_scale(KIND, _tally([pair.before for pair in pairs])))
    yield Subject(Measure.RECOVERY_AFTER), mean(on_scale(KIND, _tally([pair.after for pair in pairs])))
    differences = _tally([pair.after - pair.before for pair in pairs])
    yield Subject(Measure.RECOVERY_GAIN), mean_of(differences.items(), -width, width)


def _tally(numbers: list[int]) -> dict[int, int]:
    return {number: numbers.count(number) for number in set(numbers)}
