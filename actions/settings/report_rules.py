"""What reports hold figures against: goals by outlet, the points of a score sheet, and the smallest group."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Part = Annotated[float, Field(ge=0, le=1)]
Points = Annotated[float, Field(ge=0, le=100)]


@dataclass(frozen=True, slots=True)
class Goals:
    """What a week should come to; None where there is no goal. `complaints` is the most of all cases."""

    csat: float | None = None
    response_rate: float | None = None
    complaints: float | None = None


@dataclass(frozen=True, slots=True)
class ScoreWeights:
    """How many points each part of a score sheet has; a part without points does not count."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    satisfaction: Points = 35
    recovery: Points = 15
    promises: Points = 20
    checks: Points = 20
    courtesy: Points = 10


@dataclass(frozen=True, slots=True)
class ReportRules:
    """A cell of fewer customers than `smallest_group` leads to no person and no comment."""

    smallest_group: int = 5
    goals: Goals = Goals(csat=0.8, response_rate=0.25, complaints=0.5)
    outlets: Mapping[str, Goals] = field(default_factory=dict)
    score_sheet: ScoreWeights = ScoreWeights()

    def goals_of(self, outlet: str | None) -> Goals:
        """Return the goals of an outlet: its own where it has some, and those of all where not."""
        own = self.outlets.get(outlet or "", Goals())
        return Goals(
            self.goals.csat if own.csat is None else own.csat,
            self.goals.response_rate if own.response_rate is None else own.response_rate,
            self.goals.complaints if own.complaints is None else own.complaints,
        )


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid")


class GoalsSection(_Section):
    """Goals as they are written in the file."""

    csat: Part | None = None
    response_rate: Part | None = None
    complaints: Part | None = None

    def goals(self) -> Goals:
        """Return the same as reports take it."""
        return Goals(**self.model_dump())


def _some_points(weights: ScoreWeights) -> ScoreWeights:
    if not sum(asdict(weights).values()):
        raise ValueError("expected points for at least one part")
    return weights


class ReportsSection(_Section):
    """The section `reports` of data/rules.yml."""

    smallest_group: Annotated[int, Field(ge=1, le=1000)] = 5
    goals: GoalsSection = Field(default_factory=GoalsSection)
    outlets: dict[Annotated[str, Field(min_length=1, max_length=200)], GoalsSection] = Field(
        default_factory=dict
    )
    score_sheet: Annotated[ScoreWeights, AfterValidator(_some_points)] = ScoreWeights()

    def rules(self) -> ReportRules:
        """Return the same as reports take it."""
        outlets = {name: each.goals() for name, each in self.outlets.items()}
        return ReportRules(self.smallest_group, self.goals.goals(), outlets, self.score_sheet)
