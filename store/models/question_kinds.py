"""The kinds of questions that a survey can ask, in one table.

A row says how a question is answered and on which scale, which settings its definition takes, how a typed
answer is read, which figures the answers come to, and how pages show their distribution. Parser, keyboard,
validation, reports and pages read the table; none of them compares kinds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What can be asked, by the name that definitions use."""

    RATING = "rating"
    ITEM = "item"  # one of a construct, such as safety: no score of the service
    CES = "ces"  # customer effort
    NPS = "nps"  # word of mouth
    YES_NO = "yes_no"
    CONSENT = "consent"
    SERVQUAL = "servqual"
    SINGLE = "single"
    MULTIPLE = "multiple"
    DATE = "date"
    TEXT = "text"


class Form(StrEnum):
    """What an answer is: it decides how it is asked, in which column it is stored and exported, and shown."""

    STEP = "step"  # a number of a scale
    OPTION = "option"
    OPTIONS = "options"
    DAY = "day"  # as in 2026-11-03
    WORDS = "words"


class Vocabulary(StrEnum):
    """Words that customers type for a number."""

    SATISFACTION = "satisfaction"
    YES_NO = "yes_no"
    CONSENT = "consent"


class Distribution(StrEnum):
    """How it is shown how often each answer was given."""

    STEPS = "steps"  # every step of the scale, the highest first
    OPTIONS = "options"  # every option, the most chosen first
    VALUES = "values"  # every answer that was given, in its order; reports list them too


class Summary(StrEnum):
    """How a number is made of the answers to one question."""

    SHARE = "share"  # of the answers that are good
    MEAN = "mean"
    BALANCE = "balance"  # promoters less detractors, as the net promoter score defines them


@dataclass(frozen=True, slots=True)
class KindFigure:
    """A number that the answers come to.

    `measure` is its name in reports, and `good` the number from which on an answer counts in a share.
    """

    measure: str
    summary: Summary
    good: int = 0


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """What sets a kind apart.

    `takes` names the settings that only some kinds have in their definition. A question that is `asked_first`
    is for consent: it stands at the beginning, a no ends the survey, and it counts for nothing. One that is
    `asked_twice` is a pair of what was expected and what was perceived. `has_average` is for pages that show
    the mean beside the figures.
    """

    form: Form
    scale: range = range(0)
    takes: frozenset[str] = frozenset()
    vocabulary: Vocabulary | None = None
    reads_digits: bool = False
    reads_stars: bool = False
    is_yes_or_no: bool = False
    asked_first: bool = False
    asked_twice: bool = False
    has_own_cooldown: bool = False
    figures: tuple[KindFigure, ...] = ()
    has_average: bool = False
    distribution: Distribution | None = None

    @property
    def is_counted(self) -> bool:
        """Whether its answers are numbers that reports add up."""
        return bool(self.scale) and not self.asked_first


CSAT = KindFigure("csat", Summary.SHARE, good=4)
CES_MEAN = KindFigure("ces_mean", Summary.MEAN)
CES_SHARE = KindFigure("ces_share", Summary.SHARE, good=5)
NPS = KindFigure("nps", Summary.BALANCE)
YES = KindFigure("yes", Summary.SHARE, good=1)
ITEM_MEAN = KindFigure("item_mean", Summary.MEAN)

FIVE_STEPS = frozenset({"look", "words", "dimension"})
CHOICES = frozenset({"options"})
CONSTRUCT = frozenset({"construct"})

KINDS: Mapping[str, QuestionKind] = {
    Kind.RATING: QuestionKind(
        Form.STEP,
        scale=range(1, 6),
        takes=FIVE_STEPS,
        vocabulary=Vocabulary.SATISFACTION,
        reads_digits=True,
        reads_stars=True,
        figures=(CSAT,),
        has_average=True,
        distribution=Distribution.STEPS,
    ),
    Kind.ITEM: QuestionKind(
        Form.STEP,
        scale=range(1, 6),
        takes=FIVE_STEPS - {"dimension"} | CONSTRUCT | {"against"},
        reads_digits=True,
        figures=(ITEM_MEAN,),
        has_average=True,
        distribution=Distribution.STEPS,
    ),
    Kind.CES: QuestionKind(
        Form.STEP,
        scale=range(1, 8),
        reads_digits=True,
        figures=(CES_MEAN, CES_SHARE),
        has_average=True,
        distribution=Distribution.STEPS,
    ),
    Kind.NPS: QuestionKind(
        Form.STEP,
        scale=range(11),
        reads_digits=True,
        has_own_cooldown=True,
        figures=(NPS,),
        distribution=Distribution.STEPS,
    ),
    Kind.YES_NO: QuestionKind(
        Form.STEP,
        scale=range(2),
        vocabulary=Vocabulary.YES_NO,
        is_yes_or_no=True,
        figures=(YES,),
        distribution=Distribution.STEPS,
    ),
    Kind.CONSENT: QuestionKind(
        Form.STEP,
        scale=range(2),
        vocabulary=Vocabulary.CONSENT,
        is_yes_or_no=True,
        asked_first=True,
        distribution=Distribution.STEPS,
    ),
    Kind.SERVQUAL: QuestionKind(
        Form.STEP,
        scale=range(1, 6),
        takes=FIVE_STEPS | {"expected", "beforehand"},
        reads_digits=True,
        asked_twice=True,
        distribution=Distribution.STEPS,
    ),
    Kind.SINGLE: QuestionKind(Form.OPTION, takes=CHOICES | CONSTRUCT, distribution=Distribution.OPTIONS),
    Kind.MULTIPLE: QuestionKind(Form.OPTIONS, takes=CHOICES, distribution=Distribution.OPTIONS),
    Kind.DATE: QuestionKind(Form.DAY, takes=frozenset({"dates"}), distribution=Distribution.VALUES),
    Kind.TEXT: QuestionKind(Form.WORDS),
}

# How the ids of both halves of a pair end.
EXPECTED, PERCEIVED = "_expected", "_perceived"


def pair_of(question: str) -> tuple[str, str]:
    """The ids of what was expected and perceived, from the id of a pair or of one of its halves."""
    name = question.removesuffix(EXPECTED).removesuffix(PERCEIVED)
    return f"{name}{EXPECTED}", f"{name}{PERCEIVED}"


# What a definition that another release has stored may ask for; its answers are in no figure.
UNKNOWN = QuestionKind(Form.WORDS)
# The kind whose scores before and after a remedy are compared.
BEFORE_AND_AFTER = Kind.RATING
HIGHEST = max(kind.scale[-1] for kind in KINDS.values() if kind.scale)
