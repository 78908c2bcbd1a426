"""The forms of the documents. What a form does not show stays as it is in the text."""

from collections.abc import Iterator, Mapping

from actions.documents.document_files import SURVEYS, is_survey
from actions.documents.text_edits import Place
from actions.settings.calendar_file import DAYS
from bot.console.documents.form_fields import FieldChoices, FieldKind, FormField, FormRows, FormSection
from bot.console.documents.survey_fields import SURVEY, spoken
from nlu.contract.labels import Aspect

LANGUAGES = FieldChoices("languages", ("zh", "en"))
PRIORITIES = FieldChoices("priorities", ("high", "normal"))
GOALS = ("csat", "response_rate", "complaints")
SCORE_PARTS = ("satisfaction", "recovery", "promises", "checks", "courtesy")


def _numbers(place: str, *names: str) -> tuple[FormField, ...]:
    """Return fields of numbers, whose unit is the end of their name: `first_reply_hours`."""
    return tuple(FormField((place, name), FieldKind.NUMBER, unit=_unit(name)) for name in names)


def _unit(name: str) -> str:
    unit = name.rpartition("_")[2]
    return unit if unit in ("days", "hours", "minutes", "seconds") else ""


RULES = (
    FormSection(
        "promises",
        (
            *_numbers("cases", "first_reply_hours", "stalled_hours", "escalated_hours"),
            *_numbers("conversations", "unanswered_hours", "long_unanswered_hours"),
        ),
    ),
    FormSection(
        "talk",
        (
            *_numbers("conversations", "silence_hours", "evidence_minutes"),
            *_numbers("matters", "reopen_days", "burst_seconds", "breath_seconds", "unclear_minutes"),
            FormField(("matters", "name_assignee"), FieldKind.YES_NO),
        ),
    ),
    FormSection(
        "asking",
        (
            *_numbers("surveys", "oldest_days", "expiry_days", "reminder_hours"),
            *_numbers("surveys", "cooldown_days", "nps_cooldown_days", "changeable_hours"),
            FormField(("surveys", "per_month"), FieldKind.NUMBER),
            *_numbers("surveys", "share", "link_days"),
            FormField(("surveys", "outlet_shares"), FieldKind.NUMBERS),
            *_numbers("surveys", "outlet_per_week"),
        ),
    ),
    FormSection(
        "limits",
        (
            *_numbers("customers", "messages_per_hour", "messages_per_day"),
            *_numbers("customers", "replies_per_hour", "replies_per_day"),
            *_numbers("customers", "files_per_hour", "files_per_day", "exports_per_day"),
            *_numbers("learning", "agreeing"),
        ),
    ),
    FormSection(
        "reports",
        (
            *_numbers("reports", "smallest_group"),
            *(FormField(("reports", "goals", name), FieldKind.NUMBER) for name in GOALS),
            *(FormField(("reports", "score_sheet", name), FieldKind.NUMBER) for name in SCORE_PARTS),
            FormRows(
                ("reports", "outlets"),
                tuple(FormField((name,), FieldKind.NUMBER, optional=True) for name in GOALS),
            ),
        ),
    ),
    FormSection("reasons", (FormRows(("settle_reasons",), spoken()),)),
    FormSection(
        "emergency",
        (
            FormField(("emergency", "country")),
            FormRows(
                ("emergency", "numbers"),
                tuple(FormField((name,)) for name in ("medical", "fire", "police")),
            ),
        ),
    ),
)
CALENDAR = (
    FormSection("week", tuple(FormField(("hours", day), FieldKind.SPANS) for day in DAYS)),
    FormSection(
        "exceptions",
        (
            FormField(("country",), optional=True),
            FormField(("holidays",), FieldKind.DAYS),
            FormField(("workdays",), FieldKind.DAYS),
            FormField(("days",), FieldKind.DAY_HOURS),
        ),
    ),
)
_PLACE = (*spoken("address", kind=FieldKind.LONG, optional=True), FormField(("phone",), optional=True))
BUSINESS = (
    FormSection(
        "identity",
        (
            *spoken("name", optional=True),
            FormField(("language",), FieldKind.CHOICE, optional=True, choices=LANGUAGES),
        ),
    ),
    FormSection("house", _PLACE),
    FormSection("outlets", (FormRows(("outlets",), _PLACE),)),
    FormSection(
        "aspects",
        tuple(field for each in Aspect for field in spoken("aspects", each.value, optional=True)),
    ),
)
CANNED = (
    FormSection(
        "replies",
        (
            FormRows(
                (),
                (
                    *spoken("title"),
                    *spoken("text", kind=FieldKind.LONG),
                    FormField(("actions", "wait"), FieldKind.YES_NO, optional=True),
                    FormField(("actions", "priority"), FieldKind.CHOICE, optional=True, choices=PRIORITIES),
                    FormField(("actions", "settle"), optional=True),
                ),
            ),
        ),
    ),
)
SCORECARD = (
    FormSection("readings", (FormField(("second_readings",), FieldKind.NUMBER),)),
    FormSection(
        "criteria",
        (
            FormRows(
                ("criteria",),
                (
                    FormField(("weight",), FieldKind.NUMBER),
                    *spoken("text"),
                    *spoken("help", kind=FieldKind.LONG),
                ),
            ),
        ),
    ),
)
FORMS: Mapping[str, tuple[FormSection, ...]] = {
    "rules": RULES,
    "calendar": CALENDAR,
    "business": BUSINESS,
    "canned": CANNED,
    "scorecard": SCORECARD,
    SURVEYS: SURVEY,
}


def form_name(document: str) -> str:
    """Return the name of a document's form in `FORMS`, where it has one: all surveys have the same."""
    return SURVEYS if is_survey(document) else document


def label_key(document: str, place: Place) -> str:
    """Return the key of a field's label, under which the texts of the pages have it."""
    plain = place[:-1] if place[-1] in LANGUAGES.values else place
    return ".".join(("setting_fields", form_name(document), *map(str, plain)))


def rows_key(document: str, place: Place) -> str:
    """Return the key of the label of the keys of rows."""
    return ".".join(("setting_keys", form_name(document), "_".join(map(str, place)) or "rows"))


def all_label_keys() -> tuple[str, ...]:
    """Return the keys of all labels, headings and choices."""
    keys: dict[str, None] = {}
    for document, sections in FORMS.items():
        for section in sections:
            keys[f"setting_sections.{document}.{section.name}"] = None
            for part in section.parts:
                keys |= dict.fromkeys(_labels(document, part, ()))
    return tuple(keys)


def _labels(document: str, part: FormField | FormRows, above: Place) -> Iterator[str]:
    place = (*above, *part.place)
    if isinstance(part, FormField):
        yield label_key(document, place)
        yield from (f"{part.choices.names}.{value}" for value in part.choices.values)
        return
    yield rows_key(document, place)
    for each in part.fields:
        yield from _labels(document, each, place)
