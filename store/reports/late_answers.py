"""Late answers against early ones: a check of non-response, since those who are silent may resemble the late.

Source: J. S. Armstrong and T. S. Overton, "Estimating Nonresponse Bias in Mail Surveys", Journal of Marketing
Research 14 (1977), 396-402. A difference says that the score may not stand for all customers. No difference
does not prove that it does.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from sqlalchemy import Float, and_, cast, extract, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.occasions import Occasion
from store.models.question_kinds import KINDS
from store.models.surveys import Answer, Invitation
from store.reports.change_lines import ChangeLine, change_line, corrected
from store.reports.statistics.changes import NotComparable, Result
from store.reports.statistics.figures import are_enough
from store.reports.sums.clusters import Clusters
from store.reports.sums.instruments import Instrument, Item, instruments, scales
from store.reports.sums.measures import OF_KIND, OF_TALLY, Measure, Subject, figure_scores, on_scale
from store.reports.sums.raw import FIRST_NUMBER
from store.reports.sums.scope import Scope, in_scope, is_asked_on

# The newest invitations of a survey, of which those about services count. Where half are answered, a third of
# the answers shows a difference of 6 points in a share of 80 %.
MOST_ASKED = 2_000
WAVES = 3


class Split(StrEnum):
    """What makes an answer late."""

    THIRDS = "thirds"  # the third that took longest, against the third that was quickest
    REMINDER = "reminder"  # after the reminder, against before


class TimedAnswer(NamedTuple):
    """A score, whose it is, how many seconds it took, and whether it came after the reminder."""

    customer: int
    number: int
    seconds: float
    is_reminded: bool


@dataclass(frozen=True, slots=True)
class LateAnswers:
    """The first score of a survey about services: of early answers, of late ones, and the difference."""

    survey_key: str
    split: Split
    line: ChangeLine


async def late_answers(
    session: AsyncSession, scope: Scope, now: datetime | None = None
) -> tuple[LateAnswers, ...]:
    """Compare what carries it: both sides of a split have answers of enough customers.

    Only invitations whose time is over count: of the others, late answers are still to come. The p of all
    differences are corrected together.
    """
    known = await scales(session)
    found: list[LateAnswers] = []
    for each in await instruments(session, scope.survey_key):
        item = next((one for one in each.single if not KINDS[one.kind].is_yes_or_no), None)
        if item is not None:
            versions = [number for number, kinds in known.items() if kinds.get(item.question) == item.kind]
            found += compare_waves(each, item, await _timed(session, scope, each, item, versions, now))
    lines = corrected([each.line for each in found])
    return tuple(replace(each, line=line) for each, line in zip(found, lines, strict=True))


async def _timed(
    session: AsyncSession,
    scope: Scope,
    instrument: Instrument,
    item: Item,
    versions: Sequence[int],
    now: datetime | None,
) -> Sequence[TimedAnswer]:
    over = () if now is None else (or_(Invitation.expires_at.is_(None), Invitation.expires_at <= now),)
    # The newest are found by the index alone: PostgreSQL estimates too few rows where the other conditions
    # stand beside the limit, and then sorts all invitations of the period.
    newest = (
        select(Invitation)
        .where(
            in_scope(replace(scope, survey_key=instrument.survey_key)), Invitation.sent_at.is_not(None), *over
        )
        .order_by(Invitation.asked_at.desc(), Invitation.id.desc())
        .limit(MOST_ASKED)
        .subquery()
    )
    asked = aliased(Invitation, newest)
    statement = (
        select(
            asked.customer_id,
            FIRST_NUMBER,
            # A decimal number would cost more than all else of the row.
            cast(extract("epoch", Answer.answered_at) - extract("epoch", asked.sent_at), Float),
            func.coalesce(Answer.answered_at >= asked.reminded_at, false()),
        )
        .join(Answer, and_(Answer.invitation_id == asked.id, Answer.question == item.question))
        .where(
            or_(asked.survey_version_id.is_(None), asked.survey_version_id.in_(versions)),
            is_asked_on(Occasion.SERVICE, asked),
            Answer.number.is_not(None),
        )
        .order_by(asked.id)
    )
    return [TimedAnswer(*row) for row in await session.execute(statement)]


def compare_waves(
    instrument: Instrument, item: Item, answers: Sequence[TimedAnswer]
) -> Iterator[LateAnswers]:
    """Split the answers in each way, and compare; the differences are not yet corrected."""
    subject = Subject(OF_KIND[item.kind][0], question=item.question)
    for split in Split:
        waves = _split(answers, split)
        if all(are_enough(len(wave), len({each.customer for each in wave})) for wave in waves):
            early, late = (_result(item.kind, subject.measure, wave) for wave in waves)
            try:
                line = change_line(subject, early, late)
            except NotComparable:
                continue
            yield LateAnswers(instrument.survey_key, split, line)


def _split(
    answers: Sequence[TimedAnswer], split: Split
) -> tuple[Sequence[TimedAnswer], Sequence[TimedAnswer]]:
    """The early answers and the late ones."""
    if split is Split.REMINDER:
        return (
            [each for each in answers if not each.is_reminded],
            [each for each in answers if each.is_reminded],
        )
    ordered = sorted(answers, key=lambda each: each.seconds)
    size = len(ordered) // WAVES
    return ordered[:size], ordered[len(ordered) - size :]


def _result(kind: str, measure: Measure, wave: Sequence[TimedAnswer]) -> Result:
    """The figure of one wave, with customers as clusters."""
    numbers = np.array([each.number for each in wave], dtype=np.int64)
    customers = np.unique(np.array([each.customer for each in wave], dtype=np.int64), return_inverse=True)[1]
    together = Clusters(1, np.zeros(len(wave), dtype=np.int64), customers)
    scores = figure_scores(KINDS[kind].figures[0], numbers)
    design = together.designs(scores, np.ones(len(wave), dtype=np.bool_))[0]
    return OF_TALLY[measure](on_scale(kind, Counter(numbers.tolist())), design=design)
