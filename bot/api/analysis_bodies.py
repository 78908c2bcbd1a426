"""Key drivers and the score sheet as the API returns them."""

from pydantic import AliasPath, Field

from bot.api.report_bodies import RecordBody
from store.reports.score_sheet import ScoredBy


class EstimateBody(RecordBody):
    """A number with its 95 % interval."""

    value: float
    low: float = Field(validation_alias=AliasPath("interval", "low"))
    high: float = Field(validation_alias=AliasPath("interval", "high"))


class DriverBody(RecordBody):
    """An option or a dimension, and how much the score moves with it."""

    name: str = Field(description="The id of the option or the dimension.")
    importance: EstimateBody = Field(
        validation_alias=AliasPath("weight", "importance"),
        description="The part of the variance of the score, 0 to 1 (relative weights).",
    )
    performance: EstimateBody = Field(
        validation_alias=AliasPath("weight", "performance"),
        description="The mean of a dimension; of an option, the mean score of those who chose it.",
    )
    clear: bool = Field(
        validation_alias=AliasPath("weight", "is_clear"), description="Whether that is more than chance."
    )
    customers: int = Field(description="How many customers chose or rated it.")


class DriverMapBody(RecordBody):
    """The drivers of one score, the most important first."""

    survey: str = Field(validation_alias=AliasPath("asked", "survey_key"))
    outcome: str = Field(
        validation_alias=AliasPath("asked", "outcome", "question"),
        description="The id of the score.",
    )
    question: str | None = Field(
        validation_alias=AliasPath("asked", "question"),
        description="The question of which the options are weighed; null: the dimensions of the survey.",
    )
    n: int
    customers: int
    needed: int = Field(description="There are no drivers while fewer customers answered.")
    explained: float = Field(description="The part of the score's variance that moves with all of them.")
    drivers: list[DriverBody]
    left_out: list[str] = Field(description="Ids that too few customers chose, or nearly all.")


class ScorePartBody(RecordBody):
    """A part of a score, 0 to 1."""

    n: int = Field(description="Answers, cases or conversations.")
    estimate: EstimateBody | None = Field(description="null: n is too small.")


class RankSpanBody(RecordBody):
    """The best and the worst rank that the intervals leave open; 1 is the best."""

    best: int
    worst: int


class ScoreRowBody(RecordBody):
    """The score of an outlet or an agent."""

    group: str
    total: EstimateBody | None = Field(description="0 to 1, the parts weighed by their points.")
    rank: RankSpanBody | None = Field(description="null: a part is missing, or every rank is possible.")
    parts: dict[ScoredBy, ScorePartBody]
    missing: list[ScoredBy] = Field(description="Parts with points that have too few answers.")


class ScoreSheetBody(RecordBody):
    """The rows from the highest total down; those that miss a part come last."""

    points: dict[ScoredBy, float] = Field(validation_alias="weights", description="Set by the business.")
    rows: list[ScoreRowBody]
