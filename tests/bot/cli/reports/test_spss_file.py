"""Files of SPSS, read again."""

from collections.abc import Sequence
from dataclasses import astuple, fields, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyreadstat
import pytest

from bot.cli.reports.spss_file import SpssFile
from bot.spreadsheets.table_files import Row, each
from nlu.contract.labels import Language
from store.question_columns import ColumnKind, QuestionColumn
from store.response_exports import ExportedResponse

SENT = datetime(2026, 11, 23, 4, 0, 3, tzinfo=UTC)
SCORE = QuestionColumn(
    "score",
    "score",
    ColumnKind.FIRST,
    {"zh": "满意吗？", "en": "Customer's\nview"},
    values={1: {"zh": "低", "en": "low"}, 2: {"zh": "高", "en": "high"}},
    construct={"zh": "感知", "en": "Perceived"},
)
PRICE = QuestionColumn("why_price", "why", ColumnKind.CHOSEN, {"en": "Price"}, "price")
WORDS = QuestionColumn("comment", "comment", ColumnKind.VALUE, {"zh": "长" * 200, "en": "Why?"})
COLUMNS = (SCORE, PRICE, WORDS)
NOTHING = dict.fromkeys(field.name for field in fields(ExportedResponse))
ASKED: dict[str, Any] = NOTHING | {"invitation": 7, "survey": "post_service", "sent_at": SENT}


async def read(
    folder: Path,
    rows: Sequence[Row],
    language: Language = Language.EN,
    questions: Sequence[QuestionColumn] = COLUMNS,
) -> tuple[list[dict[str, Any]], Any]:
    """Write rows, and read them and what the file says of their columns."""
    written = BytesIO()
    file = SpssFile(written, ZoneInfo("Asia/Shanghai"), questions, language)
    header = (*NOTHING, *(column.name for column in questions))
    assert await file.table("responses", header, each(rows)) == len(rows)
    file.close()
    path = folder / "written.sav"
    path.write_bytes(written.getvalue())
    columns, about = pyreadstat.read_sav(path, output_format="dict")
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)], about


def response(**values: Any) -> Row:
    return astuple(ExportedResponse(**{**ASKED, **values}))


async def test_cells_are_read_as_they_were_written(tmp_path: Path) -> None:
    rows, _ = await read(
        tmp_path,
        [(*response(), 2, 1, "慢，=1+1"), (*response(outlet="北街店", sent_at=None), None, None, None)],
    )
    assert [(row["invitation"], row["score"], row["why_price"], row["comment"]) for row in rows] == [
        (7, 2, 1, "慢，=1+1"),
        (7, None, None, ""),
    ]
    assert [(row["outlet"], row["sent_at"]) for row in rows] == [
        ("", datetime(2026, 11, 23, 12, 0, 3)),  # noqa: DTZ001 - SPSS knows no zones
        ("北街店", None),
    ]


async def test_columns_and_values_have_labels_and_levels(tmp_path: Path) -> None:
    _, about = await read(tmp_path, [(*response(), 2, 1, "slow")])
    labels = about.column_names_to_labels
    assert [labels[column.name] for column in COLUMNS] == ["Perceived: Customer's view", "Price", "Why?"]
    assert about.variable_value_labels == {"score": {1: "low", 2: "high"}}
    assert [about.variable_measure[column.name] for column in COLUMNS] == ["ordinal", "nominal", "nominal"]
    assert about.original_variable_types["score"] == "F8.0"


async def test_long_labels_are_cut_between_letters(tmp_path: Path) -> None:
    _, about = await read(tmp_path, [(*response(), 2, 1, "slow")], Language.ZH)
    assert about.column_names_to_labels["comment"] == "长" * 85


@pytest.mark.parametrize("rows", [[], [(*response(), None, None, None)]])
async def test_columns_without_cells_keep_their_kind(tmp_path: Path, rows: list[Row]) -> None:
    found, about = await read(tmp_path, rows)
    assert len(found) == len(rows)
    kinds = about.readstat_variable_types
    assert [kinds[name] for name in ("score", "comment", "external_id", "sent_at")] == [
        "double",
        "string",
        "string",
        "double",
    ]


async def test_question_called_as_a_column_of_each_response_gets_another_name(tmp_path: Path) -> None:
    rating = replace(SCORE, name="language", question="language")
    (row,), about = await read(tmp_path, [(*response(language="zh"), 2)], questions=[rating])
    assert (row["language"], row["q_language"]) == ("zh", 2)
    assert about.column_names_to_labels["q_language"] == "Perceived: Customer's view"
