"""What a seed decides about the staff room: who wants a person, what they write, and how staff answer."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

# Sentences that the shipped model is sure of, also with a number behind them.
REQUESTS = (
    ("zh-hans", "转人工"),
    ("zh-hans", "我想找真人客服说"),
    ("en", "I want to talk to a human agent"),
)
MORE = {
    "zh-hans": ("是前天下的单", "包装也破了", "我下午都在家"),
    "en": ("It is about my order of Monday", "The box was torn as well", "I am at home all afternoon"),
}
ANSWERS = ("I am looking into it.", "A new one is on its way.", "您稍等，我查一下。")
CORRECTIONS = ("Sorry, it comes tomorrow.", "不好意思，是明天到。")


class Trouble(StrEnum):
    """What happens to the staff room while a customer writes."""

    DELETED = "topic deleted"
    CLOSED = "topic closed"
    FLOOD = "flood of messages"
    TOPIC_FLOOD = "flood of topics"
    RIGHTS = "rights lost"
    MIGRATED = "group migrated"


# In half as many visits each of these happens once, two in a visit, and sometimes nothing does.
TROUBLES: tuple[Trouble | None, ...] = (*Trouble, None, None)


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """A customer who comes after `pause` seconds; each text follows a separate pause.

    The first of the `troubles` comes after the first text, the next after the second or before the last. So
    many photos of an `album` come last, each with words; before them, the last text may be `edited`.
    """

    number: int
    pause: float
    language: str
    texts: tuple[tuple[float, str], ...]
    troubles: tuple[Trouble | None, ...] = ()
    album: int = 0
    edited: str | None = None

    def troubles_before(self, place: int) -> list[Trouble]:
        """Return what happens before the text at this place."""
        last = len(self.texts) - 1
        return [each for turn, each in enumerate(self.troubles, 1) if each and place == min(turn, last)]


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """How staff answer a text: after `pause` seconds, perhaps as a reply, perhaps edited when it arrived."""

    number: int
    place: int
    pause: float
    words: str
    is_reply: bool
    edited: str | None


def visit_plan(seed: int, number: int, every: float = 24.0) -> VisitPlan:
    """Return the customer of this number, from 1: the first at once, then one about `every` so many seconds.

    A group takes 15 messages a minute, pins and changed cards among them, and a customer needs five or six:
    texts are joined the more, the later they come. Some write two first texts at once.
    """
    dice = Random(f"{seed}:visit:{number}")  # noqa: S311 - chance that can be repeated
    language, request = dice.choice(REQUESTS)
    more = MORE[language][: dice.randrange(1, 4)]
    at_once = dice.random() < 0.3
    pauses = [0.0 if at_once and not place else dice.uniform(0.2, 5.0) for place in range(len(more))]
    return VisitPlan(
        number,
        dice.uniform(0.5, 1.5) * every if number > 1 else 0.0,
        language,
        ((0.0, request), *zip(pauses, more, strict=True)),
        _troubles(seed, number),
        dice.choice((2, 3)) if dice.random() < 0.3 else 0,
        dice.choice(MORE[language]) if dice.random() < 0.3 else None,
    )


def _troubles(seed: int, number: int) -> tuple[Trouble | None, ...]:
    cycle, place = divmod(2 * (number - 1), len(TROUBLES))
    order = list(TROUBLES)
    Random(f"{seed}:troubles:{cycle}").shuffle(order)  # noqa: S311 - chance that can be repeated
    return tuple(order[place : place + 2])


def answer_plan(seed: int, number: int, place: int) -> AnswerPlan:
    """Return how the text at this place of a customer's texts is answered."""
    dice = Random(f"{seed}:answer:{number}:{place}")  # noqa: S311 - chance that can be repeated
    edited = dice.choice(CORRECTIONS) if dice.random() < 0.3 else None
    return AnswerPlan(number, place, dice.uniform(0, 2), dice.choice(ANSWERS), dice.random() < 0.4, edited)
