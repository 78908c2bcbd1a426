"""The fields of a survey's form: what it is called, what it measures, and its questions in their order."""

from collections.abc import Callable

from actions.settings.survey_questions import Look
from bot.console.documents.form_fields import FieldChoices, FieldKind, FormField, FormRows, FormSection
from store.models.question_kinds import KINDS, UNKNOWN, Kind

KIND_NAMES = FieldChoices("question_kinds", tuple(kind.value for kind in Kind))
LOOKS = FieldChoices("looks", tuple(look.value for look in Look))


def spoken(
    *place: str | int,
    kind: FieldKind = FieldKind.TEXT,
    optional: bool = False,
    rare: bool = False,
    fits: Callable[[str], bool] | None = None,
) -> tuple[FormField, ...]:
    """Return a field a language."""
    return tuple(
        FormField((*place, language), kind, optional, rare=rare, fits=fits) for language in ("zh", "en")
    )


def _takes(setting: str) -> Callable[[str], bool]:
    return lambda kind: setting in KINDS.get(kind, UNKNOWN).takes


def _has_scale(kind: str) -> bool:
    return KINDS.get(kind, UNKNOWN).is_counted


OPTIONS = FormRows(
    ("options",),
    (*spoken("text"), *spoken("also", kind=FieldKind.LINES, optional=True, rare=True)),
    is_list=True,
    fits=_takes("options"),
)
QUESTIONS = FormRows(
    ("questions",),
    (
        FormField(("kind",), FieldKind.CHOICE, choices=KIND_NAMES),
        *spoken("text", kind=FieldKind.LONG),
        *spoken("expected", kind=FieldKind.LONG, optional=True, fits=_takes("expected")),
        *spoken("beforehand", kind=FieldKind.LONG, optional=True, rare=True, fits=_takes("beforehand")),
        *spoken("construct", optional=True, fits=_takes("construct")),
        FormField(("against",), optional=True, rare=True, fits=_takes("against")),
        FormField(("block",), optional=True, rare=True),
        FormField(("optional",), FieldKind.YES_NO, optional=True),
        FormField(("alert_at_most",), FieldKind.NUMBER, optional=True, fits=_has_scale),
        FormField(("look",), FieldKind.CHOICE, optional=True, choices=LOOKS, fits=_takes("look")),
        *spoken("words", kind=FieldKind.LINES, optional=True, rare=True, fits=_takes("words")),
        FormField(("dimension",), optional=True, rare=True, fits=_takes("dimension")),
        FormField(("dates", "earliest"), optional=True, fits=_takes("dates")),
        FormField(("dates", "latest"), optional=True, fits=_takes("dates")),
        FormField(("turns",), FieldKind.YES_NO, optional=True, fits=_takes("options")),
        OPTIONS,
        FormField(("when", "question"), optional=True, rare=True),
        FormField(("when", "at_most"), FieldKind.NUMBER, optional=True, rare=True),
        FormField(("when", "at_least"), FieldKind.NUMBER, optional=True, rare=True),
        FormField(("when", "chosen"), optional=True, rare=True),
        FormField(("when", "otherwise_one_in"), FieldKind.NUMBER, optional=True, rare=True),
    ),
    is_list=True,
)
SURVEY = (
    FormSection(
        "survey",
        (
            *spoken("title"),
            *spoken("introduction", kind=FieldKind.LONG, optional=True),
            FormField(("follow_up",), FieldKind.YES_NO, optional=True),
        ),
    ),
    FormSection("questions", (QUESTIONS,)),
    FormSection(
        "dimensions",
        (
            FormRows(("dimensions",), spoken()),
            FormField(("weights",), FieldKind.NUMBERS, optional=True),
            FormField(("items_asked",), FieldKind.NUMBER, optional=True),
            *spoken("apart", "before", kind=FieldKind.LONG, optional=True),
            *spoken("apart", "after", kind=FieldKind.LONG, optional=True),
            FormField(("apart", "items_asked"), FieldKind.NUMBER, optional=True),
        ),
    ),
)
