"""What a form of settings is made of: fields, and rows of fields for what there are several of."""

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
    DAYS = "days"  # a day a line
    DAY_HOURS = "day_hours"  # a day and its hours a line
    LANGUAGE = "language"
    PRIORITY = "priority"
    NUMBERS = "numbers"  # a name and a number a line


@dataclass(frozen=True, slots=True)
class FormField:
    """One value of a document. An optional one is left out where its field is empty."""

    place: Place
    kind: FieldKind = FieldKind.TEXT
    optional: bool = False
    unit: str = ""

    @property
    def name(self) -> str:
        """Return its name in the form."""
        return ".".join(map(str, self.place))


@dataclass(frozen=True, slots=True)
class FormRows:
    """A mapping of keys to values with the same fields. One empty row is shown behind them, to add one."""

    place: Place
    fields: tuple[FormField, ...]

    @property
    def name(self) -> str:
        """Return the beginning of the names of its fields."""
        return ".".join(map(str, self.place)) or "rows"


@dataclass(frozen=True, slots=True)
class FormSection:
    """Fields that belong together, under a heading."""

    name: str
    parts: tuple[FormField | FormRows, ...]
