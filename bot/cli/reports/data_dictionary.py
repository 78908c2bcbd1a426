"""What the columns of a wide export mean, as a table for people."""

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
