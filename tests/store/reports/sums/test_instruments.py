"""Stored definitions say what was measured."""

from datetime import datetime
from typing import Any

import pytest

from store.engine.database import Database
from store.models.surveys import SurveyVersion
from store.reports.sums.instruments import Instrument, Item, instruments


async def read(database: Database, now: datetime, *definitions: dict[str, Any]) -> tuple[Instrument, ...]:
    async with database.transaction() as session:
        for number, definition in enumerate(definitions):
            session.add(
                SurveyVersion(key="sample", digest=str(number), definition=definition, created_at=now)
            )
    async with database.reading() as session:
        return await instruments(session, "sample")


async def test_questions_of_all_versions_are_pooled(database: Database, now: datetime) -> None:
    old = {"questions": [{"id": "score", "kind": "rating"}, {"id": "effort", "kind": "ces"}]}
    new = {"questions": [{"id": "score", "kind": "rating"}, {"id": "words", "kind": "text"}]}
    (found,) = await read(database, now, old, new)
    assert found.single == (Item("score", "rating"), Item("effort", "ces"))


async def test_pair_is_its_perception_with_the_expectation(database: Database, now: datetime) -> None:
    question = {"id": "care", "kind": "servqual", "dimension": "empathy"}
    (found,) = await read(database, now, {"questions": [question]})
    assert found.scale == (Item("care_perceived", "servqual", "empathy", "care_expected"),)
    assert found.scale[0].ends == (1, 5)


async def test_weights_are_parts_of_one_and_the_newest(database: Database, now: datetime) -> None:
    questions = [{"id": name, "kind": "rating", "dimension": name} for name in ("empathy", "assurance")]
    old = {"questions": questions, "weights": {"empathy": 50, "assurance": 50}}
    new = {"questions": questions, "weights": {"empathy": 80, "assurance": 20}}
    (found,) = await read(database, now, old, new)
    assert found.weights == pytest.approx({"empathy": 0.8, "assurance": 0.2})


async def test_dimensions_without_weights_count_alike(database: Database, now: datetime) -> None:
    questions = [{"id": name, "kind": "rating", "dimension": name} for name in ("empathy", "assurance")]
    (found,) = await read(database, now, {"questions": questions, "weights": {}})
    assert found.weights == {"empathy": 0.5, "assurance": 0.5}
