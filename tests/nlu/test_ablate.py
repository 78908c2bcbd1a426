"""What each step of the pipeline is worth."""

from pathlib import Path

import pytest

from nlu.ablate import as_table, variants
from tests.nlu.conftest import run_rasa_side

CONFIG = {
    "language": "zh",
    "pipeline": [
        {"name": "a.b.TextNormalizer"},
        {"name": "a.b.NgramFeaturizer", "unit": "word"},
        {"name": "a.b.CalibratedClassifier"},
    ],
}


def test_variants_leave_out_each_step_but_the_classifier() -> None:
    found = {name: [step["name"][4:] for step in one["pipeline"]] for name, one in variants(CONFIG).items()}
    assert found == {
        "everything": ["TextNormalizer", "NgramFeaturizer", "CalibratedClassifier"],
        "without TextNormalizer": ["NgramFeaturizer", "CalibratedClassifier"],
        "without NgramFeaturizer, words": ["TextNormalizer", "CalibratedClassifier"],
    }


def test_variants_keep_the_rest_of_the_configuration() -> None:
    assert {one["language"] for one in variants(CONFIG).values()} == {"zh"}


def test_table_has_a_row_for_each_variant() -> None:
    rows = [("everything", {"zh": "0.9", "en": "0.8"}), ("less", {"zh": "0.7", "en": "0.6"})]
    assert as_table(rows).splitlines() == [
        "| pipeline | zh | en |",
        "|---|---|---|",
        "| everything | 0.9 | 0.8 |",
        "| less | 0.7 | 0.6 |",
    ]


@pytest.mark.rasa
def test_ablation_says_what_it_cannot_read(tmp_path: Path) -> None:
    ended = run_rasa_side(["-m", "nlu.ablate", tmp_path / "few.jsonl", "--config", tmp_path / "nothing.yml"])
    assert (ended.returncode, "cannot measure" in ended.stderr) == (1, True)
