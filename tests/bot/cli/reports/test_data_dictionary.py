"""The data dictionary for people, and for SPSS."""

from bot.cli.reports.data_dictionary import DICTIONARY, dictionary_rows, spss_syntax
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


def test_syntax_labels_variables_and_values() -> None:
    assert spss_syntax([SCORE, WORDS], "en").splitlines() == [
        "* Encoding: UTF-8.",
        "VARIABLE LABELS score 'Perceived: Customer''s view'.",
        "VALUE LABELS score 1 'low' 2 'high'.",
        "VARIABLE LEVEL score (ORDINAL).",
        "VARIABLE LABELS comment 'Why?'.",
        "VARIABLE LEVEL comment (NOMINAL).",
        "EXECUTE.",
    ]


def test_chosen_options_have_no_order() -> None:
    chosen = QuestionColumn("why_price", "why", ColumnKind.CHOSEN, {"en": "Price"}, "price")
    assert spss_syntax([chosen], "en").splitlines()[2] == "VARIABLE LEVEL why_price (NOMINAL)."


def test_long_labels_are_cut_between_letters() -> None:
    long = QuestionColumn("q", "q", ColumnKind.VALUE, {"zh": "长" * 200})
    line = spss_syntax([long], "zh").splitlines()[1]
    assert line == f"VARIABLE LABELS q '{'长' * 83}'."


def test_cut_label_keeps_its_quotes_in_pairs() -> None:
    long = QuestionColumn("q", "q", ColumnKind.VALUE, {"en": "a" * 249 + "'s"})
    line = spss_syntax([long], "en").splitlines()[1]
    assert line == f"VARIABLE LABELS q '{'a' * 249}{chr(39) * 3}."
