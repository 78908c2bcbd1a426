"""Reports as the API gives them."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, Field

from store.reports.comparison import Standing
from store.reports.funnel import Funnel
from store.reports.report import ChangeLine, Line, Report
from store.reports.statistics.figures import Figure
from store.reports.statistics.formulas import ENOUGH
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure, Subject


class FigureBody(BaseModel):
    """A number with all that it takes to judge it."""

    formula: str = Field(description="How value and interval were made.")
    value: float | None = Field(description="Shares 0 to 1, balances −1 to 1, means in steps of the scale.")
    n: int = Field(description="The number of answers, or of customers for scales of several items.")
    low: float | None = Field(description="The lower end of the 95 % interval.")
    high: float | None = Field(description="The upper end of the 95 % interval.")
    enough: bool = Field(description=f"Whether n is at least {ENOUGH}; fewer say too little to act on.")

    @classmethod
    def of(cls, figure: Figure) -> Self:
        """The same for the wire."""
        return cls(
            formula=figure.formula,
            value=figure.value,
            n=figure.n,
            low=figure.low,
            high=figure.high,
            enough=figure.is_enough,
        )


class SubjectBody(BaseModel):
    """What a number is about."""

    measure: Measure
    question: str | None = Field(description="The question's id; the same id pools over surveys.")
    survey: str | None = Field(description="The survey, where a number belongs to one.")
    dimension: str | None = Field(description="The dimension, such as reliability.")

    @classmethod
    def of(cls, subject: Subject) -> Self:
        """The same for the wire."""
        return cls(
            measure=subject.measure,
            question=subject.question,
            survey=subject.survey,
            dimension=subject.dimension,
        )


class LineBody(BaseModel):
    """A figure of one group."""

    subject: SubjectBody
    group: str | None = Field(description="null: everything together.")
    figure: FigureBody

    @classmethod
    def of(cls, line: Line) -> Self:
        """The same for the wire."""
        return cls(subject=SubjectBody.of(line.subject), group=line.group, figure=FigureBody.of(line.figure))


class FunnelBody(BaseModel):
    """How far the invitations of a group came. The last five stand apart: they are in no score."""

    group: str | None = Field(description="null: everything together.")
    scheduled: int
    sent: int
    delivered: int
    started: int = Field(description="At least one answer was given.")
    completed: int
    expired: int
    dismissed: int
    undeliverable: int
    cancelled: int

    @classmethod
    def of(cls, group: str | None, funnel: Funnel) -> Self:
        """The same for the wire."""
        return cls.model_validate({"group": group, **funnel.steps()})


class StandingBody(BaseModel):
    """Where a group stands; without enough answers it has no rank, nor has "–" (nobody told the group)."""

    group: str
    rank: int | None
    own: FigureBody
    shrunken: FigureBody | None = Field(description="The fair estimate that the rank follows.")
    difference: FigureBody | None = Field(description="Against all others together.")
    p: float | None = Field(description="Of that difference, corrected for many comparisons (Holm).")
    differs: bool = Field(description="Whether that is more than chance.")

    @classmethod
    def of(cls, standing: Standing) -> Self:
        """The same for the wire."""
        return cls(
            group=standing.group,
            rank=standing.rank,
            own=FigureBody.of(standing.own),
            shrunken=FigureBody.of(standing.shrunken) if standing.shrunken else None,
            difference=FigureBody.of(standing.difference) if standing.difference else None,
            p=standing.p,
            differs=standing.differs,
        )


class ComparisonBody(BaseModel):
    """Groups by one measure, the best first."""

    subject: SubjectBody
    standings: list[StandingBody]


class ChangeBody(BaseModel):
    """How a figure changed since the earlier period."""

    subject: SubjectBody
    before: FigureBody
    after: FigureBody
    change: FigureBody
    p: float

    @classmethod
    def of(cls, line: ChangeLine) -> Self:
        """The same for the wire."""
        return cls(
            subject=SubjectBody.of(line.subject),
            before=FigureBody.of(line.before),
            after=FigureBody.of(line.after),
            change=FigureBody.of(line.change.figure),
            p=line.change.p,
        )


class ReportBody(BaseModel):
    """All numbers of a period, which belongs to the surveys sent in it."""

    since: datetime | None
    until: datetime | None = Field(description="The first moment that does not belong to it.")
    by: By | None
    survey: str | None
    outlet: str | None
    figures: list[LineBody]
    funnels: list[FunnelBody]
    skipped: dict[str, int] = Field(description="Services that were not asked about, by reason.")
    comparisons: list[ComparisonBody]
    changes: list[ChangeBody]

    @classmethod
    def of(cls, report: Report) -> Self:
        """The same for the wire."""
        asked = report.asked
        return cls(
            since=asked.scope.since,
            until=asked.scope.until,
            by=asked.by,
            survey=asked.scope.survey_key,
            outlet=asked.scope.outlet,
            figures=[LineBody.of(line) for line in report.lines],
            funnels=[FunnelBody.of(group, funnel) for group, funnel in report.funnels.items()],
            skipped={reason.value: count for reason, count in report.skipped.items()},
            comparisons=[
                ComparisonBody(
                    subject=SubjectBody.of(each.subject),
                    standings=[StandingBody.of(standing) for standing in each.standings],
                )
                for each in report.comparisons
            ],
            changes=[ChangeBody.of(line) for line in report.changes],
        )
