"""The facts of the business that an answer may have filled in, written in braces."""

from enum import StrEnum

from actions.settings.text_files import placeholders


class Fact(StrEnum):
    """A fact by the name that stands in braces."""

    HOURS_TODAY = "hours_today"
    HOURS_WEEK = "hours_week"
    ADDRESS = "address"
    PHONE = "phone"
    PROMISED = "promised"  # the time by which a person answers


FACTS = frozenset(fact.value for fact in Fact)


def facts_in(text: str) -> frozenset[str]:
    """Return the names in braces of an answer.

    Raises:
        ValueError: a brace has no partner, or braces hold anything but a name.
    """
    return placeholders(text)
