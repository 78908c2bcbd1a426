"""The values of a document as the texts of a form, and back."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from actions.documents.text_edits import REMOVED, Place, differences, value_at, with_value_at
from bot.console.documents.form_fields import FieldKind, FormField, FormRows, FormSection
from bot.console.documents.numbered_fields import numbers_in
from bot.console.web.fields import BadInput

WHOLE = re.compile(r"-?\d{1,12}")
DECIMAL = re.compile(r"-?\d{1,12}\.\d{1,12}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
ID = "id"  # of an item of a list, which stands for its key


def texts_of(content: Any, sections: tuple[FormSection, ...]) -> dict[str, str]:
    """Return the text of each field by its name in the form."""
    return dict(text for section in sections for part in section.parts for text in _texts(part, content, ""))


def row_numbers(values: Mapping[str, str], start: str) -> list[int]:
    """Return the numbers of the rows to show: those with a key, and an empty one to add another."""
    filled = _filled(values, start)
    return [*filled, max(filled, default=-1) + 1]


def is_shown(part: FormField | FormRows, values: Mapping[str, str], start: str) -> bool:
    """Return whether a row shows a part: where it fits the kind of the row, or has a value."""
    if part.fits is None or part.fits(values.get(f"{start}kind", "")):
        return True
    return any(text for name, text in values.items() if text and name.startswith(f"{start}{part.name}"))


def changes_in(form: Mapping[str, str], content: Any, sections: tuple[FormSection, ...]) -> dict[Place, Any]:
    """Return what a posted form changes; fields that were not posted stay as they are.

    Raises:
        BadInput: two rows of a mapping have the same key, so that one of them would be lost.
    """
    wanted = content
    for part in (part for section in sections for part in section.parts):
        wanted = _with_part(form, "", part, wanted)
    return differences(content, wanted)


def _rows_of(content: Any, rows: FormRows) -> list[tuple[str, Any]]:
    """Return the rows that are there, by key."""
    found = value_at(content, rows.place)
    if rows.is_list:
        return [(str(value_at(item, (ID,)) or ""), item) for item in found] if isinstance(found, list) else []
    return [(str(key), value) for key, value in found.items()] if isinstance(found, Mapping) else []


def _texts(part: FormField | FormRows, content: Any, start: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, FormField):
        yield f"{start}{part.name}", _text(part, value_at(content, part.place))
        return
    for number, (key, value) in enumerate(_rows_of(content, part)):
        row = f"{start}{part.name}.{number}."
        yield f"{row}key", key
        yield f"{row}was", key
        if part.is_list:
            yield f"{row}position", str(number + 1)
        for each in part.fields:
            yield from _texts(each, value, row)


def _with_part(form: Mapping[str, str], start: str, part: FormField | FormRows, content: Any) -> Any:
    """Return content with what was posted for a part of it."""
    there = value_at(content, part.place)
    if isinstance(part, FormRows):
        if not numbers_in(form, f"{start}{part.name}.", ".key"):
            return content
        posted: Any = list(_posted_rows(form, start, part, _rows_of(content, part)))
        posted = [value for _, value in posted] if part.is_list else dict(posted)
        same = posted == there and list(posted) == list(there)
        return content if same or not (posted or there) else with_value_at(content, part.place, posted)
    text = form.get(f"{start}{part.name}")
    if text is None or text.replace("\r\n", "\n") == _text(part, there):
        return content
    value = _value(part, text)
    if not there if value is REMOVED else value == there:
        return content
    changed, around = with_value_at(content, part.place, value), part.place[:-1]
    return with_value_at(changed, around, REMOVED) if around and value_at(changed, around) == {} else changed


def _posted_rows(
    form: Mapping[str, str], start: str, rows: FormRows, there: list[tuple[str, Any]]
) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for number in _in_order(form, f"{start}{rows.name}.", rows):
        row = f"{start}{rows.name}.{number}."
        key, was = form[f"{row}key"].strip(), form.get(f"{row}was", "")
        if key in seen and not rows.is_list:
            raise BadInput((f"{row}key",))
        seen.add(key)
        before = next((at for at, (name, _) in enumerate(there) if was and name == was), None)
        value = {} if before is None else there.pop(before)[1]
        if rows.is_list and key != was:
            value = with_value_at(value, (ID,), key)
        for field in rows.fields:
            value = _with_part(form, row, field, value)
        yield key, value


def _in_order(form: Mapping[str, str], start: str, rows: FormRows) -> list[int]:
    """Return the numbers of the rows that have a key; of a list, as their positions say.

    A row that takes the position of another one comes before it when it moves up, and behind it else.
    """

    def place(number: int) -> tuple[int, int]:
        text = form.get(f"{start}{number}.position", "").strip()
        position = int(text) if WHOLE.fullmatch(text) else number + 1
        return position, (position > number + 1) - (position < number + 1)

    return sorted(_filled(form, start), key=place) if rows.is_list else _filled(form, start)


def _filled(values: Mapping[str, str], start: str) -> list[int]:
    return [number for number in numbers_in(values, start, ".key") if values[f"{start}{number}.key"].strip()]


def _text(field: FormField, value: Any) -> str:
    if value is None:
        return ""
    if field.kind is FieldKind.YES_NO:
        return "yes" if value is True else "no"
    if field.kind in (FieldKind.DAYS, FieldKind.LINES) and isinstance(value, list):
        return "\n".join(map(str, value))
    if field.kind is FieldKind.DAY_HOURS and isinstance(value, Mapping):
        return "\n".join(f"{day} {hours}" for day, hours in value.items())
    if field.kind is FieldKind.NUMBERS and isinstance(value, Mapping):
        return "\n".join(f"{name} {number}" for name, number in value.items())
    return str(value).strip("\n") if field.kind is FieldKind.LONG else str(value)


def _value(field: FormField, text: str) -> Any:
    """Return the value that a text stands for; else the text, of which the checker says what is wrong."""
    given = text.replace("\r\n", "\n").strip()
    if field.optional and (not given or (field.kind is FieldKind.YES_NO and given != "yes")):
        return REMOVED
    lines = [line.strip() for line in given.split("\n") if line.strip()]
    match field.kind:
        case FieldKind.YES_NO:
            return given == "yes"
        case FieldKind.LINES:
            return lines
        case FieldKind.DAYS:
            return [_day(line) for line in lines]
        case FieldKind.DAY_HOURS:
            return {_day(day): hours.strip() for day, _, hours in (line.partition(" ") for line in lines)}
        case FieldKind.NUMBER:
            return _number(given)
        case FieldKind.NUMBERS:
            pairs = (line.rpartition(" ") for line in lines)
            return {name.strip(): _number(number) for name, _, number in pairs}
        case _:
            return given


def _number(text: str) -> int | float | str | None:
    if WHOLE.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text):
        return float(text)
    return text or None


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else text
    except ValueError:
        return text
