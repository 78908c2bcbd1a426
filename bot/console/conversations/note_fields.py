"""The fields of a note: its words, and a colleague to name in it."""

from typing import Annotated

from bot.console.web.fields import Blank, MessageText, Parameters, ShortText


class TellingForm(Parameters):
    """A note; `tell` is the name of a colleague that it is for."""

    text: MessageText
    tell: Annotated[ShortText | None, Blank] = None

    @property
    def note(self) -> str:
        """The words, which name the colleague with "@"."""
        if self.tell is None or _names(self.text, self.tell):
            return self.text
        return f"@{self.tell}: {self.text}"


def _names(text: str, name: str) -> bool:
    """Whether a text names a colleague, and cannot mean one whose name goes on after a space."""
    after = text.casefold().split(f"@{name.casefold()}")[1:]
    return any(not rest or not (rest[0].isalnum() or rest[0] in " _") for rest in after)
