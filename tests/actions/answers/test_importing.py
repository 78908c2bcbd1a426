"""Importing many answers: all or none, and nothing the second time."""

import asyncio

import pytest
from sqlalchemy import func, select

from actions.answers.answer_refusals import Clash, QuestionTaken
from actions.answers.document import AnswerDocument
from actions.answers.importing import ImportPlan, import_answers, plan_import
from actions.answers.loading import load_entries
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.answers import AnswerEdition, AnswerVersion
from store.queries.edition import current_edition
from tests.actions.answers.documents import CHANGE, document


async def put(database: Database, whole: bool = False, **documents: AnswerDocument) -> ImportPlan:
    """Import documents."""
    async with database.transaction() as session:
        return await import_answers(session, documents, CHANGE, whole=whole)


async def in_force(database: Database) -> dict[str, str]:
    """The questions in force, by key."""
    async with database.reading() as session:
        return {entry.key: entry.wordings[0].question for entry in await load_entries(session)}


async def test_second_import_of_the_same_writes_nothing(database: Database) -> None:
    first = await put(database, a=document("甲"), b=document("乙"))
    second = await put(database, a=document("甲"), b=document("乙"))
    assert (first, second) == (ImportPlan(added=("a", "b")), ImportPlan(unchanged=("a", "b")))
    async with database.reading() as session:
        assert await session.scalar(select(func.count(AnswerVersion.id))) == 2
        assert await current_edition(session, AnswerEdition) == 2


async def test_whole_set_retires_what_is_left_out(database: Database) -> None:
    await put(database, a=document("甲"), b=document("乙"), c=document("丙"))
    plan = await put(database, whole=True, b=document("乙"), c=document("丁"), d=document("甲"))
    assert plan == ImportPlan(added=("d",), changed=("c",), unchanged=("b",), retired=("a",))
    assert str(plan) == "1 added, 1 changed, 1 unchanged, 1 retired"
    assert await in_force(database) == {"b": "乙", "c": "丁", "d": "甲"}


async def test_entries_may_exchange_their_questions(database: Database) -> None:
    await put(database, a=document("甲"), b=document("乙"))
    await put(database, a=document("乙"), b=document("甲"))
    assert await in_force(database) == {"a": "乙", "b": "甲"}


async def test_question_of_another_entry_is_refused_and_nothing_is_written(database: Database) -> None:
    await put(database, a=document("甲"))
    with pytest.raises(QuestionTaken) as refused:
        await put(database, b=document("甲"), c=document("丙"))
    assert refused.value.clashes == (Clash("b", "甲", Language.ZH, None, "a"),)
    assert await in_force(database) == {"a": "甲"}


async def test_unchanged_entry_keeps_its_question(database: Database) -> None:
    await put(database, a=document("甲"), b=document("乙"))
    with pytest.raises(QuestionTaken):
        await put(database, a=document("甲"), b=document("甲"))
    assert await in_force(database) == {"a": "甲", "b": "乙"}


async def test_plan_writes_nothing_and_retired_entries_come_back(database: Database) -> None:
    await put(database, a=document("甲"))
    await put(database, whole=True, b=document("乙"))
    async with database.reading() as session:
        plan = await plan_import(session, {"a": document("甲")}, whole=True)
    assert plan == ImportPlan(added=("a",), retired=("b",))
    assert await in_force(database) == {"b": "乙"}
    await put(database, a=document("甲"))
    assert await in_force(database) == {"a": "甲", "b": "乙"}


async def test_two_at_once_do_not_publish_one_question_twice(database: Database) -> None:
    async def put_alone(key: str) -> ImportPlan:
        async with database.transaction() as session:
            return await import_answers(session, {key: document("甲")}, CHANGE, whole=False)

    imports = [put_alone(f"a{number}") for number in range(4)]
    results = await asyncio.gather(*imports, return_exceptions=True)
    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["ImportPlan", *["QuestionTaken"] * 3]
    assert list((await in_force(database)).values()) == ["甲"]
