"""What a form of settings is made of: fields, and rows of fields for what there are several of."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from actions.documents.text_edits import Place


class FieldKind(StrEnum):
    """How a value is shown and read back."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    YES_NO = "yes_no"
    SPANS = "spans"  # hours such as 09:00-12:00, 13:30-18:00
    LINES = "lines"  # a text a line
    DAYS = "days"  # a day a line
    DAY_HOURS = "day_hours"  # a day and its hours a line
    CHOICE = "choice"
    NUMBERS = "numbers"  # a name and a number a line


@dataclass(frozen=True, slots=True)
class FieldChoices:
    """The values of a choice, and where the texts of the pages have their names."""

    names: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormField:
    """One value of a document.

    An optional one is left out where its field is empty. A rare one is shown under "More". `fits` says by the
    `kind` of its row whether it is shown; one that has a value is always shown.
    """

    place: Place
    kind: FieldKind = FieldKind.TEXT
    optional: bool = False
    unit: str = ""
    choices: FieldChoices = FieldChoices("", ())
    rare: bool = False
    fits: Callable[[str], bool] | None = None

    @property
    def name(self) -> str:
        """Return its name in the form."""
        return ".".join(map(str, self.place))


@dataclass(frozen=True, slots=True)
class FormRows:
    """What there are several of, with the same fields: a mapping of keys, or a list whose items have an `id`.

    One empty row is shown behind them, to add one. The rows of a list have an order, and can have rows
    themselves.
    """

    place: Place
    fields: "tuple[FormField | FormRows, ...]"
    is_list: bool = False
    fits: Callable[[str], bool] | None = None

    @property
    def name(self) -> str:
        """Return the beginning of the names of its fields."""
        return ".".join(map(str, self.place)) or "rows"


@dataclass(frozen=True, slots=True)
class FormSection:
    """Fields that belong together, under a heading."""

    name: str
    parts: tuple[FormField | FormRows, ...]
