"""Columns of pairs and of scales with named steps."""

from datetime import datetime

from store.engine.database import Database
from store.models.surveys import SurveyVersion
from store.question_columns import question_columns

WORDS = {"zh": ["不", "少", "中", "多", "全"], "en": ["none", "few", "some", "most", "all"]}
PAIR = {
    "id": "kept",
    "kind": "servqual",
    "words": WORDS,
    "text": {"en": "Here"},
    "expected": {"en": "Elsewhere"},
}


async def test_pair_has_both_halves_and_steps_have_names(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add(SurveyVersion(key="pairs", digest="1", definition={"questions": [PAIR]}, created_at=now))
    async with database.reading() as session:
        columns = await question_columns(session, "pairs")
    assert [(column.name, column.label["en"]) for column in columns] == [
        ("kept_expected", "Elsewhere"),
        ("kept_expected_last", "Elsewhere"),
        ("kept_perceived", "Here"),
        ("kept_perceived_last", "Here"),
    ]
    assert columns[0].values[5] == {"zh": "全", "en": "all"}
