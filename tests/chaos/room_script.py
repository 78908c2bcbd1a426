"""What a seed decides about the staff room: who wants a person, what they write, and how staff answer."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """A customer who comes after `pause` seconds; each text follows a pause of its own."""

    number: int
    pause: float
    language: str
    texts: tuple[tuple[float, str], ...]


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
    """Return the customer of this number; one comes about `every` so many seconds.

    A group takes 15 messages a minute, pins and changed cards among them, and a customer needs five or six:
    texts are joined the more, the later they come.
    """
    dice = Random(f"{seed}:visit:{number}")  # noqa: S311 - chance that can be repeated
    language, request = dice.choice(REQUESTS)
    more = MORE[language][: dice.randrange(1, 4)]
    texts = ((0.0, request), *((dice.uniform(0.2, 5.0), words) for words in more))
    return VisitPlan(number, dice.uniform(0.5, 1.5) * every, language, texts)


def answer_plan(seed: int, number: int, place: int) -> AnswerPlan:
    """Return how the text at this place of a customer's texts is answered."""
    dice = Random(f"{seed}:answer:{number}:{place}")  # noqa: S311 - chance that can be repeated
    edited = dice.choice(CORRECTIONS) if dice.random() < 0.3 else None
    return AnswerPlan(number, place, dice.uniform(0, 2), dice.choice(ANSWERS), dice.random() < 0.4, edited)
