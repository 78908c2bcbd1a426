"""The values of a document as the texts of a form, and back."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from actions.documents.text_edits import REMOVED, Place, value_at, with_value_at
from bot.console.documents.form_fields import FieldKind, FormField, FormRows, FormSection
from bot.console.documents.numbered_fields import numbers_in
from bot.console.web.fields import BadInput

WHOLE = re.compile(r"-?\d{1,12}")
DECIMAL = re.compile(r"-?\d{1,12}\.\d{1,12}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NO_ROW = ""


def rows_of(content: Any, rows: FormRows) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the rows that are there, by key."""
    found = value_at(content, rows.place)
    if not isinstance(found, Mapping):
        return []
    return [(str(key), value if isinstance(value, Mapping) else {}) for key, value in found.items()]


def texts_of(content: Any, sections: tuple[FormSection, ...]) -> dict[str, str]:
    """Return the text of each field by its name in the form."""
    texts: dict[str, str] = {}
    for part in (part for section in sections for part in section.parts):
        if isinstance(part, FormField):
            texts[part.name] = _text(part, value_at(content, part.place))
            continue
        for number, (key, value) in enumerate(rows_of(content, part)):
            texts[f"{part.name}.{number}.key"] = texts[f"{part.name}.{number}.was"] = key
            for field in part.fields:
                name = f"{part.name}.{number}.{field.name}"
                texts[name] = _text(field, value_at(value, field.place))
    return texts


def changes_in(form: Mapping[str, str], content: Any, sections: tuple[FormSection, ...]) -> dict[Place, Any]:
    """Return what a posted form changes; fields that were not posted stay as they are.

    Raises:
        BadInput: two rows have the same key, so that one of them would be lost.
    """
    changes: dict[Place, Any] = {}
    for part in (part for section in sections for part in section.parts):
        if isinstance(part, FormRows):
            changes |= _row_changes(form, content, part)
        elif part.name in form:
            changes[part.place] = _value(part, form[part.name])
    return {
        place: value for place, value in changes.items() if not _is_there(value, value_at(content, place))
    }


def _row_changes(form: Mapping[str, str], content: Any, rows: FormRows) -> dict[Place, Any]:
    """Return the fields that change; the whole mapping where rows come, go or get another key."""
    there = dict(rows_of(content, rows))
    posted = list(_posted_rows(form, rows, there))
    if not numbers_in(form, f"{rows.name}.", ".key"):
        return {}
    if [key for key, _ in posted] == list(there):
        return {
            (*rows.place, key, *field.place): _kept(field, value_at(value, field.place))
            for key, value in posted
            for field in rows.fields
            if value_at(value, field.place) != value_at(there[key], field.place)
        }
    return {rows.place: dict(posted)}


def _posted_rows(
    form: Mapping[str, str], rows: FormRows, there: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for number in numbers_in(form, f"{rows.name}.", ".key"):
        key = form[f"{rows.name}.{number}.key"].strip()
        if not key:
            continue
        if key in seen:
            raise BadInput((f"{rows.name}.{number}.key",))
        seen.add(key)
        value: Any = there.get(form.get(f"{rows.name}.{number}.was", NO_ROW), {})
        for field in rows.fields:
            text = form.get(f"{rows.name}.{number}.{field.name}")
            if text is not None:
                value = with_value_at(value, field.place, _value(field, text))
        yield key, value


def _is_there(value: Any, there: Any) -> bool:
    return not there if value is REMOVED else bool(value == there)


def _kept(field: FormField, value: Any) -> Any:
    """Return the value to write; an optional one that is not there stays away."""
    return REMOVED if field.optional and value is None else value


def _text(field: FormField, value: Any) -> str:
    if value is None:
        return ""
    if field.kind is FieldKind.YES_NO:
        return "yes" if value is True else "no"
    if field.kind is FieldKind.DAYS and isinstance(value, list):
        return "\n".join(map(str, value))
    if field.kind is FieldKind.DAY_HOURS and isinstance(value, Mapping):
        return "\n".join(f"{day} {hours}" for day, hours in value.items())
    if field.kind is FieldKind.NUMBERS and isinstance(value, Mapping):
        return "\n".join(f"{name} {number}" for name, number in value.items())
    return str(value).strip("\n") if field.kind is FieldKind.LONG else str(value)


def _value(field: FormField, text: str) -> Any:
    """Return the value that a text stands for; else the text, of which the checker says what is wrong."""
    given = text.replace("\r\n", "\n").strip()
    lines = [line.strip() for line in given.split("\n") if line.strip()]
    match field.kind:
        case FieldKind.YES_NO:
            return REMOVED if field.optional and given != "yes" else given == "yes"
        case FieldKind.DAYS:
            return [_day(line) for line in lines]
        case FieldKind.DAY_HOURS:
            return {_day(day): hours.strip() for day, _, hours in (line.partition(" ") for line in lines)}
        case FieldKind.NUMBER:
            return REMOVED if field.optional and not given else _number(given)
        case FieldKind.NUMBERS:
            return {
                name.strip(): _number(number) for name, _, number in (line.rpartition(" ") for line in lines)
            }
        case _:
            return REMOVED if field.optional and not given else given


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
