"""What the columns of a wide export mean: a table for people, and syntax that SPSS and PSPP read."""

from collections.abc import Iterator, Sequence

from bot.spreadsheets.table_files import Row
from store.question_columns import QuestionColumn

DICTIONARY = (
    "column",
    "question",
    "holds",
    "label_zh",
    "label_en",
    "values_zh",
    "values_en",
    "construct_zh",
    "construct_en",
)
LONGEST_LABEL, LONGEST_VALUE = 250, 110  # bytes that SPSS shows are 255 and 120


def dictionary_rows(columns: Sequence[QuestionColumn]) -> Iterator[Row]:
    """Return a row for each column."""
    for column in columns:
        values = (
            "; ".join(f"{step}={names.get(code, '')}" for step, names in column.values.items())
            for code in ("zh", "en")
        )
        labels = (column.label.get(code, "") for code in ("zh", "en"))
        constructs = (column.construct.get(code, "") for code in ("zh", "en"))
        yield (column.name, column.question, column.kind.value, *labels, *values, *constructs)


def spss_syntax(columns: Sequence[QuestionColumn], language: str) -> str:
    """Return labels for a file that was opened from the wide CSV: variables, values, and the measure."""
    return "\n".join(("* Encoding: UTF-8.", *_lines(columns, language), "EXECUTE.", ""))


def _lines(columns: Sequence[QuestionColumn], language: str) -> Iterator[str]:
    for column in columns:
        construct = column.construct.get(language)
        text = column.label.get(language, column.name)
        label = _quoted(f"{construct}: {text}" if construct else text, LONGEST_LABEL)
        yield f"VARIABLE LABELS {column.name} {label}."
        if column.values:
            values = (
                f"{step} {_quoted(names.get(language, str(step)), LONGEST_VALUE)}"
                for step, names in column.values.items()
            )
            yield f"VALUE LABELS {column.name} {' '.join(values)}."
        yield f"VARIABLE LEVEL {column.name} ({'ORDINAL' if column.is_step else 'NOMINAL'})."


def _quoted(text: str, longest: int) -> str:
    """A text in quotes on one line, not longer than so many bytes."""
    line = " ".join(text.split()).encode()[:longest].decode(errors="ignore")
    return "'" + line.replace("'", "''") + "'"
