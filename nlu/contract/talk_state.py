"""What was going on in the talk when a text came: it travels beside the text. Runs on Python 3.10 too."""

from dataclasses import dataclass
from enum import Enum


class LastWords(str, Enum):
    """What the customer heard last from the bot or from staff."""

    NOTHING = "nothing"
    YES_NO_QUESTION = "yes_no_question"
    OPEN_QUESTION = "open_question"
    ANSWER = "answer"  # or a receipt: nothing is asked
    SURVEY = "survey"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class TalkState:
    """What was said last, whether a matter of the customer is open, and whether one was settled lately."""

    said: LastWords = LastWords.NOTHING
    matter_open: bool = False
    settled_lately: bool = False

    @property
    def has_matter(self) -> bool:
        """Return whether there is a matter that a text can ask about or take back."""
        return self.matter_open or self.settled_lately

    def as_plain(self) -> dict[str, str | bool]:
        """Return it as it travels in a request."""
        return {
            "said": self.said.value,
            "matter_open": self.matter_open,
            "settled_lately": self.settled_lately,
        }

    @classmethod
    def from_plain(cls, plain: object) -> "TalkState":
        """Read what `as_plain` returns; what is missing has its default.

        Raises:
            ValueError: it is something else.
        """
        given = plain if isinstance(plain, dict) else {"said": None}
        said = LastWords(given.get("said", LastWords.NOTHING))
        return cls(said, _flag(given, "matter_open"), _flag(given, "settled_lately"))


def _flag(given: dict[str, object], name: str) -> bool:
    flag = given.get(name, False)
    if isinstance(flag, bool):
        return flag
    raise ValueError(f"{name} must be true or false")
