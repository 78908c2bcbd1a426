"""Reports as the API returns them, read off the records of `store.reports`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import AliasPath, BaseModel, BeforeValidator, ConfigDict, Field

from store.models.occasions import Occasion
from store.reports.answer_use import UseBy
from store.reports.answered_by import AnsweredBy
from store.reports.funnel import Funnel
from store.reports.late_answers import Split
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
    customers: int | None = Field(description="How many customers gave these answers, where it is known.")
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
    occasion: Occasion | None = Field(
        description="Who asked: null after a service that a system reported; else case, staff, handover, or "
        "booking, which is before a service."
    )


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
    waiting: int = Field(description="Delivered, and can still be answered; not in the response rate.")
    early: int = Field(description="Of those that wait, how many have an answer already.")


class StandingBody(RecordBody):
    """Where a group stands. It has no rank with too few answers, nor if it is "–": services without one."""

    group: str
    rank: int | None
    own: FigureBody
    shrunken: FigureBody | None = Field(description="The fair estimate that the rank follows.")
    difference: FigureBody | None = Field(description="Against all others together.")
    p: float | None = Field(
        description="Of that difference, corrected for all groups and measures of the report (Holm)."
    )
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


class ShareBody(RecordBody):
    """How many of n, with a 95 % interval (Wilson)."""

    count: int
    n: int
    value: float = Field(description="0 to 1.")
    low: float = Field(validation_alias=AliasPath("interval", "low"))
    high: float = Field(validation_alias=AliasPath("interval", "high"))


class AnswerUseBody(RecordBody):
    """What became of the answers of the business that were shown in the period. Silence is not a success."""

    by: UseBy
    group: str = Field(description="The entry's key, outlet, language or week; empty for all.")
    given: int = Field(description="Answers that were said.")
    confirmed: int = Field(description="The customer said that it helped.")
    not_my_question: int = Field(description="Refused: it answers something else.")
    unclear: int = Field(description="Refused: it does not tell enough.")
    person: int = Field(description="Refused: the customer wants a person.")
    silent: int = Field(description="The customer said nothing about it.")
    back_within_day: int = Field(description="Asked again within 24 hours what no other entry answers.")
    back_within_week: int = Field(description="… within seven days, those within a day included.")
    handed_over: int = Field(description="A case was opened for it, or it was added to one.")
    offered: int = Field(description="Questions that were asked back with a choice of entries.")
    refused_offers: int = Field(description="… of which none was meant.")
    confirmed_share: ShareBody | None = Field(description="Confirmed of given.")


class ScoreOfTalksBody(RecordBody):
    """The share of good answers to a question after talks that the bot or a person answered."""

    answered_by: AnsweredBy = Field(
        validation_alias="by", description="`bot`: it gave an answer in the week before, and no person wrote."
    )
    subject: SubjectBody
    figure: FigureBody


class SkipsBody(RecordBody):
    """Services of a group that were not asked about."""

    group: str
    asked: int = Field(description="Services that were asked about, or will be.")
    reasons: dict[str, int] = Field(description="Those that were not, by reason.")
    share: ShareBody = Field(description="The part that was not asked about.")


class ChangedAnswersBody(RecordBody):
    """Scores that customers changed later; figures use the first ones."""

    changed: int
    raised: int
    after_contact: int = Field(description="Changed after staff wrote to the customer.")
    raised_after_contact: int


class LateAnswersBody(RecordBody):
    """Late answers against early ones: customers who do not answer may resemble the late ones."""

    survey: str = Field(validation_alias="survey_key")
    late_by: Split = Field(
        validation_alias="split",
        description="`thirds`: the slowest third against the quickest; `reminder`: after it against before.",
    )
    compared: ChangeBody = Field(validation_alias="line", description="`before` is early, `after` is late.")


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
    answers: list[AnswerUseBody] = Field(
        description="Of the business: of all, by entry, outlet, language, week."
    )
    talks: list[ScoreOfTalksBody] = Field(
        description="Scores after talks with the bot alone, and with a person."
    )
    rescaled: dict[str, int] = Field(
        description="Answers on a scale that is asked no more, by question; they are in no figure."
    )
    rewritten: ChangedAnswersBody
    late: list[LateAnswersBody] = Field(
        description="Where answers carry it and nothing is divided: a check of non-response."
    )
    skips: list[SkipsBody] = Field(description="By outlet or agent, where the report is broken down so.")
