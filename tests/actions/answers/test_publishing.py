"""Publishing, rolling back and retiring; no two entries answer the same question."""

import pytest
from sqlalchemy import select

from actions.answers.answer_refusals import Clash, NoSuchVersion, NotADraft, QuestionTaken
from actions.answers.drafting import save_draft
from actions.answers.loading import load_entries
from actions.answers.publishing import publish, publish_version, retire, roll_back
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.answers import AnswerEdition, AnswerQuestion, AnswerVersion
from store.models.version_columns import VersionState
from store.queries.edition import current_edition
from tests.actions.answers.documents import CHANGE, document


async def put(database: Database, key: str, *words: str, outlet: str | None = None) -> int:
    """Publish an answer."""
    async with database.transaction() as session:
        await save_draft(session, key, document(*words, outlet=outlet), CHANGE)
        return await publish(session, key, CHANGE)


async def said(database: Database) -> list[tuple[str, int, str]]:
    """What customers can be told: key, version and answer."""
    async with database.reading() as session:
        entries = await load_entries(session)
    return [(entry.key, entry.version, entry.wordings[0].answer) for entry in entries]


async def test_draft_is_said_only_after_it_is_published(database: Database) -> None:
    await put(database, "hours", "几点开门", "九点")
    async with database.transaction() as session:
        await save_draft(session, "hours", document("几点开门", "十点"), CHANGE)
    assert await said(database) == [("hours", 1, "九点")]
    async with database.transaction() as session:
        await publish_version(session, "hours", 2, CHANGE)
    assert await said(database) == [("hours", 2, "十点")]
    async with database.reading() as session:
        states = await session.execute(select(AnswerVersion.number, AnswerVersion.state))
        assert dict(states.tuples().all()) == {1: VersionState.REPLACED, 2: VersionState.PUBLISHED}
        assert await current_edition(session, AnswerEdition) == 2


async def test_rolling_back_publishes_the_older_words_as_a_new_version(database: Database) -> None:
    await put(database, "hours", "几点开门", "九点")
    await put(database, "hours", "几点开门", "十点")
    async with database.transaction() as session:
        numbers = [await roll_back(session, "hours", 1, CHANGE), await roll_back(session, "hours", 3, CHANGE)]
    assert numbers == [3, 3]
    assert await said(database) == [("hours", 3, "九点")]


async def test_only_a_draft_is_published(database: Database) -> None:
    await put(database, "hours", "几点开门", "九点")
    async with database.transaction() as session:
        with pytest.raises(NotADraft, match="roll back to it instead"):
            await publish_version(session, "hours", 1, CHANGE)
        with pytest.raises(NoSuchVersion, match="hours: there is no draft"):
            await publish(session, "hours", CHANGE)


async def test_second_entry_for_the_same_question_is_refused(database: Database) -> None:
    await put(database, "hours", "你们几点开门？", "九点", "营业时间")
    with pytest.raises(QuestionTaken) as refused:
        await put(database, "opening", "開門", "十点", "營業 時間")
    assert refused.value.clashes == (Clash("opening", "營業 時間", Language.ZH, None, "hours"),)
    assert await said(database) == [("hours", 1, "九点")]


async def test_outlet_may_answer_the_same_question_in_its_way(database: Database) -> None:
    await put(database, "hours", "几点开门", "九点")
    await put(database, "hours-north", "几点开门", "十点", outlet="north")
    assert [key for key, _, _ in await said(database)] == ["hours", "hours-north"]


async def test_retired_entry_frees_its_questions_and_can_come_back(database: Database) -> None:
    await put(database, "hours", "几点开门", "九点")
    async with database.transaction() as session:
        done = [await retire(session, "hours", CHANGE), await retire(session, "hours", CHANGE)]
    assert (done, await said(database)) == ([True, False], [])
    async with database.transaction() as session:
        assert list(await session.scalars(select(AnswerQuestion.normalised))) == []
        assert await roll_back(session, "hours", 1, CHANGE) == 2
    assert await said(database) == [("hours", 2, "九点")]
