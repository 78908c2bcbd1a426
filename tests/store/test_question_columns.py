"""Columns of pairs and of scales with named steps."""

from datetime import datetime

from store.engine.database import Database
from store.models.surveys import SurveyVersion
from store.question_columns import english_constructs, question_columns

WORDS = {"zh": ["不", "少", "中", "多", "全"], "en": ["none", "few", "some", "most", "all"]}
PAIR = {
    "id": "kept",
    "kind": "servqual",
    "dimension": "reliability",
    "words": WORDS,
    "text": {"en": "Here"},
    "expected": {"en": "Elsewhere"},
}
ITEM = {"id": "safety", "kind": "item", "text": {"en": "I felt safe."}, "construct": {"en": "Safety"}}


DEFINITION = {"questions": [PAIR, ITEM], "dimensions": {"reliability": {"en": "Reliability"}}}


async def test_pair_has_both_halves_and_steps_have_names(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add(SurveyVersion(key="pairs", digest="1", definition=DEFINITION, created_at=now))
    async with database.reading() as session:
        *columns, item, _ = await question_columns(session, "pairs")
        constructs = await english_constructs(session)
    assert (item.name, item.construct) == ("safety", {"en": "Safety"})
    assert constructs == {
        ("pairs", "kept_expected"): "Reliability · expected",
        ("pairs", "kept_perceived"): "Reliability · perceived",
        ("pairs", "safety"): "Safety",
    }
    assert [(column.name, column.label["en"]) for column in columns] == [
        ("kept_expected", "Elsewhere"),
        ("kept_expected_last", "Elsewhere"),
        ("kept_perceived", "Here"),
        ("kept_perceived_last", "Here"),
    ]
    assert [column.construct for column in columns[::2]] == [
        {"en": "Reliability · expected"},
        {"en": "Reliability · perceived"},
    ]
    assert columns[0].values[5] == {"zh": "全", "en": "all"}
