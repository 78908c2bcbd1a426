"""Service recovery: what customers said before the remedy, and after it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, String, and_, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.cases import Case, CaseKind
from store.models.occasions import APART, Occasion
from store.models.question_kinds import BEFORE_AND_AFTER, KINDS
from store.models.surveys import Answer, Invitation, Service, SurveyVersion
from store.reports.statistics.design import Z95
from store.reports.statistics.formulas import Mean, mean, mean_of
from store.reports.statistics.intervals import Interval
from store.reports.statistics.regression import Expectation, beyond
from store.reports.sums.measures import Measure, Subject, on_scale
from store.reports.sums.raw import FIRST_NUMBER, Place, place_of
from store.reports.sums.scope import Scope, in_scope

# What makes a pair. Folds that were made by another rule are made again.
RULE = "first answers; the same question in the follow-up of the case itself, which may have reopened it"


@dataclass(frozen=True, slots=True)
class Pair:
    """The scores of one case before and after it was settled."""

    before: int
    after: int


async def pairs_in(session: AsyncSession, scope: Scope) -> Iterator[tuple[Place, str, Pair]]:
    """The pairs of settled recovery cases, each with its first survey's place and the question.

    The second score is the answer to the same question in the case's own follow-up: the survey that was made
    when the case was settled. What the customer says of another case, or of a later service, tells nothing of
    this remedy; so a case without an answered follow-up makes no pair. Neither do two questions of one id
    that are asked in other words. The period is that of the first.
    """
    after, again = aliased(Answer), aliased(Invitation)
    statement = (
        select(
            Invitation.asked_at,
            Invitation.survey_key,
            Invitation.outlet,
            Invitation.agent,
            Service.kind,
            type_coerce(Invitation.language, String),
            Answer.question,
            FIRST_NUMBER,
            func.coalesce(after.first_number, after.number),
            Service.source,
            Invitation.survey_version_id,
            again.survey_version_id,
        )
        .select_from(Case)
        .join(Invitation, Invitation.id == Case.invitation_id)
        .join(Answer, and_(Answer.invitation_id == Invitation.id, Answer.number.is_not(None)))
        .join(after, after.id == _second_score())
        .join(again, again.id == after.invitation_id)
        .outerjoin(Service, Service.id == Invitation.service_id)
        .where(in_scope(scope), Case.kind == CaseKind.RECOVERY)
    )
    rows: Sequence[Any] = (await session.execute(statement)).all()
    texts = await _texts(session, {version for row in rows for version in row[10:] if version is not None})
    return (
        (place_of(row[:6], row[9]), row[6], Pair(row[7], row[8]))
        for row in rows
        if texts.get((row[10], row[6])) == texts.get((row[11], row[6]))
    )


async def _texts(session: AsyncSession, versions: Collection[int]) -> Mapping[tuple[int, str], object]:
    """The words of each question in these versions of surveys."""
    statement = select(SurveyVersion.id, SurveyVersion.definition).where(SurveyVersion.id.in_(versions))
    rows = (await session.execute(statement)).tuples()
    return {
        (version, question["id"]): question.get("text")
        for version, definition in rows
        for question in definition["questions"]
    }


def _second_score() -> ScalarSelect[int]:
    """The id of the answer in the case's own follow-up."""
    later, occasion, again = aliased(Invitation), aliased(Service), aliased(Answer)
    return (
        select(func.min(again.id))
        .join(later, later.id == again.invitation_id)
        .join(occasion, occasion.id == later.service_id)
        .where(
            # By customer first, since that is where the index is.
            later.customer_id == Case.customer_id,
            # A case that the follow-up reopened is not settled now.
            later.created_at >= func.coalesce(Case.settled_at, Case.opened_at),
            occasion.source == Occasion.CASE.source,
            occasion.source_id.startswith(Case.reference + APART),
            again.question == Answer.question,
            again.number.is_not(None),
        )
        .correlate(Case, Answer)
        .scalar_subquery()
    )


def gains(pairs: Mapping[Pair, int], expected: Expectation | None = None) -> Iterator[tuple[Subject, Mean]]:
    """Both means, the mean of the differences within the cases, which is a paired t interval, and what of it
    is more than would be expected without a remedy.
    """
    width = len(KINDS[BEFORE_AND_AFTER].scale) - 1
    before, after, difference = Counter[int](), Counter[int](), Counter[int]()
    for pair, count in pairs.items():
        before[pair.before] += count
        after[pair.after] += count
        difference[pair.after - pair.before] += count
    yield Subject(Measure.RECOVERY_BEFORE), mean(on_scale(BEFORE_AND_AFTER, before))
    yield Subject(Measure.RECOVERY_AFTER), mean(on_scale(BEFORE_AND_AFTER, after))
    yield Subject(Measure.RECOVERY_GAIN), mean_of(difference.items(), -width, width)
    if expected is not None:
        yield from _against(pairs, expected, width)


def _against(pairs: Mapping[Pair, int], expected: Expectation, width: int) -> Iterator[tuple[Subject, Mean]]:
    n = sum(pairs.values())
    before = sum(pair.before * count for pair, count in pairs.items()) / n
    value, margin = expected.after(before), Z95 * expected.error(before)
    around = Interval(value - margin, value + margin)
    yield Subject(Measure.RECOVERY_EXPECTED), Mean(n, value, around, expected.error(before))
    scores = {(pair.before, pair.after): count for pair, count in pairs.items()}
    yield Subject(Measure.RECOVERY_NET), beyond(scores, expected, width)
