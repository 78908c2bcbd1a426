"""`huifang export responses` and `dictionary`."""

from pathlib import Path

import pyreadstat
import pytest

from bot.cli.reports.response_files import export
from tests.bot.cli.reports.conftest import run, table

pytestmark = pytest.mark.dates


def test_responses_have_a_column_for_each_question(house: Path) -> None:
    rows = table(run(export, "responses", "--survey", "word_of_mouth").stdout_bytes)
    place = rows[0].index("recommend")
    assert [row[place] for row in rows] == ["recommend", "10", "9", "8", "3"]


def test_responses_hold_those_who_did_not_answer(house: Path) -> None:
    rows = table(run(export, "responses").stdout_bytes)
    place = rows[0].index("is_answered")
    assert [row[place] for row in rows[1:]].count("0") == 1


def test_dictionary_explains_the_columns(house: Path) -> None:
    rows = table(run(export, "dictionary", "--survey", "word_of_mouth").stdout_bytes)
    assert [row[:3] for row in rows] == [
        ["column", "question", "holds"],
        ["recommend", "recommend", "first"],
        ["recommend_last", "recommend", "last"],
    ]


def test_file_of_spss_has_the_rows_of_one_survey_with_labels(house: Path) -> None:
    path = house / "responses.sav"
    run(export, "responses", "--survey", "word_of_mouth", "--sav", "en", "--output", str(path))
    columns, about = pyreadstat.read_sav(path, output_format="dict")
    assert list(columns["recommend"]) == [10, 9, 8, 3]
    assert (about.variable_measure["recommend"], about.column_names[-2:]) == (
        "ordinal",
        ["recommend", "recommend_last"],
    )
    refused = run(export, "responses", "--sav", "en", "--output", str(path))
    assert (refused.exit_code, "--sav needs --survey" in refused.stderr) == (2, True)


def test_unknown_survey_is_refused(house: Path) -> None:
    refused = run(export, "dictionary", "--survey", "none")
    assert (refused.exit_code, "was ever asked" in refused.stderr) == (1, True)
