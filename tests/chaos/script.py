"""What a seed decides: who writes what and when, and what is killed and when. Nothing else is random."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from nlu.contract.labels import Intent

# Sentences that the shipped model is sure of, so that the effect that each must have is known.
TEXTS = {
    Intent.COMPLAINT: (
        ("zh-hans", "东西坏了，太差劲了，我要投诉"),
        ("zh-hans", "等了两个小时还没送到，菜全凉了，太差劲了，我要投诉"),
        ("en", "I waited two hours, the food was cold and the driver was rude. This is unacceptable."),
    ),
    Intent.INQUIRY: (
        ("en", "What time does breakfast start on Sundays?"),
        ("zh-hans", "请问你们周末几点开门？"),
    ),
    Intent.PRAISE: (
        ("en", "Thank you so much, the staff were wonderful and the room was spotless!"),
        ("zh-hans", "师傅特别专业，态度也好，给你们点赞"),
    ),
}
RATINGS = (1, 2, 3, 4, 5)


class Target(StrEnum):
    """What can be killed."""

    APPLICATION = "application"
    WORKER = "worker"
    NLU = "nlu"
    POSTGRES = "postgresql"


PROCESSES = {Target.APPLICATION, Target.WORKER}
# How often others die with them. The NLU server takes longest to come back.
BESIDE = {Target.NLU: 0.12, Target.POSTGRES: 0.3}


@dataclass(frozen=True, slots=True)
class Stroke:
    """One customer: comes after `pause` seconds and writes, or ends a service and rates it.

    The texts are a burst. With an `album`, so many photos come instead, and the last bears the text. `edited`
    is what the text is changed to at once. `taps` is how often an impatient finger taps the rating.
    """

    number: int
    pause: float
    language: str
    intent: Intent | None
    texts: tuple[str, ...]
    rating: int | None
    taps: int
    album: int = 0
    edited: str | None = None


@dataclass(frozen=True, slots=True)
class Kill:
    """`targets` are killed `after` seconds of the start, or of work that has had so many more effects."""

    number: int
    targets: frozenset[Target]
    after: float
    effects: int
    while_starting: bool


def stroke(seed: int, number: int, every: float = 0.35) -> Stroke:
    """The customer of this number; one comes about `every` so many seconds."""
    dice = Random(f"{seed}:customer:{number}")  # noqa: S311 - chance that can be repeated
    pause = dice.expovariate(1 / every)
    if dice.random() < 0.35:
        return Stroke(number, pause, "en", None, ("/start",), dice.choice(RATINGS), dice.choice((1, 1, 2, 3)))
    intent = dice.choice(tuple(TEXTS))
    language, text = dice.choice(TEXTS[intent])
    if dice.random() < 0.2:
        return Stroke(
            number, pause, language, Intent.COMPLAINT, (_complaint(dice),), None, 0, dice.choice((2, 3))
        )
    if dice.random() < 0.2:
        other = next(words for _, words in TEXTS[intent] if words != text)
        return Stroke(number, pause, language, intent, (text,), None, 0, edited=other)
    return Stroke(number, pause, language, intent, (text,) * dice.choice((1, 1, 1, 2, 3)), None, 0)


def _complaint(dice: Random) -> str:
    return dice.choice(TEXTS[Intent.COMPLAINT])[1]


def kill(seed: int, number: int, *, postgres: bool, longest: float = 0.8) -> Kill:
    """The kill of this number. Now and then something besides the application dies.

    `longest` is how many seconds pass at most before effects are counted.
    """
    dice = Random(f"{seed}:kill:{number}")  # noqa: S311 - chance that can be repeated
    targets = {Target.APPLICATION}
    if postgres:
        targets = set(dice.choice(({Target.APPLICATION}, {Target.WORKER}, {*Target} & PROCESSES)))
    targets |= {target for target, share in BESIDE.items() if dice.random() < share}
    targets -= set() if postgres else {Target.POSTGRES}
    while_starting = dice.random() < 0.2
    return Kill(number, frozenset(targets), dice.uniform(0.0, longest), dice.randrange(12), while_starting)
