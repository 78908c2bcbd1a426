"""Reports as the API returns them, read off the records of `store.reports`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import AliasPath, BaseModel, BeforeValidator, ConfigDict, Field

from store.reports.funnel import Funnel
from store.reports.statistics.formulas import ENOUGH
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure


class RecordBody(BaseModel):
    """A body whose fields are the attributes of a record."""

    model_config = ConfigDict(from_attributes=True)


class FigureBody(RecordBody):
    """A number, and what is needed to judge it."""

    formula: str = Field(description="How value and interval were computed.")
    value: float | None = Field(description="Shares 0 to 1, balances −1 to 1, means in steps of the scale.")
    n: int = Field(description="The number of answers, or of customers for scales of several items.")
    low: float | None = Field(description="The lower end of the 95 % interval.")
    high: float | None = Field(description="The upper end of the 95 % interval.")
    enough: bool = Field(
        validation_alias="is_enough",
        description=f"Whether n is at least {ENOUGH}; fewer say too little to act on.",
    )


class SubjectBody(RecordBody):
    """What a number is about."""

    measure: Measure
    question: str | None = Field(description="The question's id; the same id pools over surveys.")
    survey: str | None = Field(description="The survey, where a number belongs to one.")
    dimension: str | None = Field(description="The dimension, such as reliability.")


class LineBody(RecordBody):
    """A figure of one group."""

    subject: SubjectBody
    group: str | None = Field(description="null: everything together.")
    figure: FigureBody


class FunnelBody(BaseModel):
    """How far the invitations of a group came. The last five are in no score."""

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


class StandingBody(RecordBody):
    """Where a group stands. It has no rank with too few answers, nor if it is "–": services without one."""

    group: str
    rank: int | None
    own: FigureBody
    shrunken: FigureBody | None = Field(description="The fair estimate that the rank follows.")
    difference: FigureBody | None = Field(description="Against all others together.")
    p: float | None = Field(description="Of that difference, corrected for many comparisons (Holm).")
    differs: bool = Field(description="Whether that is more than chance.")


class ComparisonBody(RecordBody):
    """Groups by one measure, the best first."""

    subject: SubjectBody
    standings: list[StandingBody]


class ChangeBody(RecordBody):
    """How a figure changed since the earlier period."""

    subject: SubjectBody
    before: FigureBody
    after: FigureBody
    change: FigureBody = Field(validation_alias=AliasPath("change", "figure"))
    p: float = Field(validation_alias=AliasPath("change", "p"))


class AnswerCountBody(RecordBody):
    """How often an answer was given, such as a day."""

    question: str = Field(description="The question's id; the same id pools over surveys.")
    group: str | None = Field(description="null: everything together.")
    answer: str
    count: int
    n: int = Field(description="The number of all answers to the question, in the group.")


def funnel_bodies(funnels: Mapping[str | None, Funnel]) -> list[FunnelBody]:
    """Return the funnels, each with its group."""
    return [
        FunnelBody.model_validate({"group": group, **funnel.steps()}) for group, funnel in funnels.items()
    ]


class ReportBody(RecordBody):
    """All numbers of a period, which belongs to the surveys sent in it."""

    since: datetime | None = Field(validation_alias=AliasPath("asked", "scope", "since"))
    until: datetime | None = Field(
        validation_alias=AliasPath("asked", "scope", "until"),
        description="The end of the period, exclusive.",
    )
    by: By | None = Field(validation_alias=AliasPath("asked", "by"))
    survey: str | None = Field(validation_alias=AliasPath("asked", "scope", "survey_key"))
    outlet: str | None = Field(validation_alias=AliasPath("asked", "scope", "outlet"))
    figures: list[LineBody] = Field(validation_alias="lines")
    funnels: Annotated[list[FunnelBody], BeforeValidator(funnel_bodies)]
    skipped: dict[str, int] = Field(description="Services that were not asked about, by reason.")
    distributions: list[AnswerCountBody] = Field(description="Of questions whose answers are listed.")
    comparisons: list[ComparisonBody]
    changes: list[ChangeBody]
