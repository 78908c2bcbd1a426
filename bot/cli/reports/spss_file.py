"""The wide table of a survey as a file of SPSS (.sav), with the texts of questions and the names of values.

PSPP, R (haven) and pyreadstat read it, too. It is written at once, so that all of it is held in memory.
"""

from collections.abc import AsyncIterable, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import IO, get_args
from zoneinfo import ZoneInfo

import pandas as pd
import pyreadstat

from bot.spreadsheets.table_files import Row
from nlu.contract.labels import Language
from store.question_columns import ColumnKind, QuestionColumn
from store.response_exports import ExportedResponse

LONGEST_LABEL, LONGEST_VALUE = 255, 120  # bytes
NUMBER = "Int64"
STORED = {int: NUMBER, str: "str", datetime: "datetime64[us]"}
OF_RESPONSE = {
    field.name: next(STORED[each] for each in (field.type, *get_args(field.type)) if each in STORED)
    for field in fields(ExportedResponse)
}


class SpssFile:
    """One table of surveys, with labels in a language; times are those of the zone."""

    def __init__(
        self, file: IO[bytes], zone: ZoneInfo, columns: Sequence[QuestionColumn], language: Language
    ) -> None:
        self._file = file
        self._zone = zone
        self._columns = columns
        self._language = language
        self._frame = pd.DataFrame()

    async def table(self, title: str, header: tuple[str, ...], rows: AsyncIterable[Row]) -> int:
        """See `TableFile`."""
        kept = [row async for row in rows]
        stored = OF_RESPONSE | {
            _name(each): STORED[str] if each.kind is ColumnKind.VALUE else NUMBER for each in self._columns
        }
        names = (*header[: len(header) - len(self._columns)], *map(_name, self._columns))
        self._frame = pd.DataFrame(
            {
                name: pd.Series([self._plain(row[place]) for row in kept], dtype=stored[name])
                for place, name in enumerate(names)
            }
        )
        return len(kept)

    def close(self) -> None:
        """See `TableFile`."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "responses.sav"
            pyreadstat.write_sav(
                self._frame,
                path,
                column_labels={_name(each): _label(each, self._language) for each in self._columns},
                variable_value_labels={
                    _name(each): _values(each, self._language) for each in self._columns if each.values
                },
                variable_measure={
                    _name(each): "ordinal" if each.is_step else "nominal" for each in self._columns
                },
                variable_format={name: "F8.0" for name, kind in self._frame.dtypes.items() if kind == NUMBER},
                row_compress=True,
            )
            with path.open("rb") as written:
                copyfileobj(written, self._file)

    def _plain(self, cell: object) -> object:
        """SPSS knows no zones: a time is that on the clock."""
        return cell.astimezone(self._zone).replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _name(column: QuestionColumn) -> str:
    """The name in the file: a question may be called as a column of each response is, such as `language`."""
    return f"q_{column.name}" if column.name in OF_RESPONSE else column.name


def _label(column: QuestionColumn, language: Language) -> str:
    construct, text = column.construct.get(language), column.label.get(language, column.name)
    return _cut(f"{construct}: {text}" if construct else text, LONGEST_LABEL)


def _values(column: QuestionColumn, language: Language) -> dict[int | float, str]:
    return {
        step: _cut(names.get(language, str(step)), LONGEST_VALUE) for step, names in column.values.items()
    }


def _cut(text: str, longest: int) -> str:
    """A text on one line, not longer than so many bytes."""
    return " ".join(text.split()).encode()[:longest].decode(errors="ignore")
