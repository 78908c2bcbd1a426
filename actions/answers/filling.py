"""Fills the facts of the business into the text of an answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from wcwidth import width

from actions.answers.fillable_facts import Fact, facts_in
from actions.answers.opening_hours import hours_of_week, hours_on
from actions.settings.business import Business
from actions.settings.calendar import Calendar
from actions.settings.replies import Audience

WORDS_OF_HOURS = 36  # columns; what introduces business hours takes no more


class FactMissing(Exception):
    """An answer needs a fact that is not known, so it cannot be given; `fact` is its name."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


@dataclass(frozen=True, slots=True)
class BusinessFacts:
    """What is filled in for one reader.

    `today` is the day of the business, `outlet` that of the customer, `promised` the time by which a person
    answers, in words; the name of an outlet is as events of services write it.
    """

    calendar: Calendar
    business: Business
    reader: Audience
    today: date
    outlet: str | None = None
    promised: str | None = None

    def value(self, fact: Fact) -> str | None:
        """A fact in the reader's words; None if it is not known."""
        return FILLED[fact](self)


def fill(text: str, facts: BusinessFacts) -> str:
    """Return an answer with its facts filled in.

    Raises:
        FactMissing: one of them is not known.
        ValueError: the braces of the text are not in order; answers are checked before they are published.
    """
    values = {}
    for name in facts_in(text):
        value = facts.value(Fact(name)) if name in {*Fact} else None
        if not value:
            raise FactMissing(name)
        values[name] = value
    return text.format(**values)


def tells_hours(text: str) -> bool:
    """Return whether an answer tells the business hours, so that it can tell those of another day too."""
    return bool(facts_in(text) & {Fact.HOURS_TODAY.value, Fact.HOURS_WEEK.value})


def says_more_than_hours(text: str) -> bool:
    """Return whether an answer says more than a few words beside its facts, such as where to go."""
    beside = " ".join(text.format_map(dict.fromkeys(facts_in(text), "")).split())
    return width(beside) > WORDS_OF_HOURS


def promises(text: str) -> bool:
    """Return whether an answer says by when a person comes back to the customer."""
    return Fact.PROMISED.value in facts_in(text)


FILLED: Mapping[Fact, Callable[[BusinessFacts], str | None]] = {
    Fact.HOURS_TODAY: lambda facts: hours_on(facts.calendar, facts.today, facts.reader),
    Fact.HOURS_WEEK: lambda facts: hours_of_week(facts.calendar, facts.today, facts.reader),
    Fact.ADDRESS: lambda facts: facts.business.place_of(facts.outlet).address_in(facts.reader.language),
    Fact.PHONE: lambda facts: facts.business.place_of(facts.outlet).phone,
    Fact.PROMISED: lambda facts: facts.promised,
}
