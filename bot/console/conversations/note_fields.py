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
        named = f"@{self.tell}"
        return self.text if self.tell is None or named in self.text else f"{named} {self.text}"
