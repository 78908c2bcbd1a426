"""The data dictionary for people."""

from bot.cli.reports.data_dictionary import DICTIONARY, dictionary_rows
from store.question_columns import ColumnKind, QuestionColumn

SCORE = QuestionColumn(
    "score",
    "score",
    ColumnKind.FIRST,
    {"zh": "满意吗？", "en": "Customer's\nview"},
    values={1: {"zh": "低", "en": "low"}, 2: {"zh": "高", "en": "high"}},
    construct={"zh": "感知", "en": "Perceived"},
)
WORDS = QuestionColumn("comment", "comment", ColumnKind.VALUE, {"en": "Why?"})


def test_each_column_has_a_row() -> None:
    assert [dict(zip(DICTIONARY, row, strict=True)) for row in dictionary_rows([SCORE, WORDS])] == [
        {
            "column": "score",
            "question": "score",
            "holds": "first",
            "label_zh": "满意吗？",
            "label_en": "Customer's\nview",
            "values_zh": "1=低; 2=高",
            "values_en": "1=low; 2=high",
            "construct_zh": "感知",
            "construct_en": "Perceived",
        },
        {
            "column": "comment",
            "question": "comment",
            "holds": "value",
            "label_zh": "",
            "label_en": "Why?",
            "values_zh": "",
            "values_en": "",
            "construct_zh": "",
            "construct_en": "",
        },
    ]
