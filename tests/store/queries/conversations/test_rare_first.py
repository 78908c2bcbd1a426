"""A list starts from the rarest thing that is asked for."""

from datetime import datetime

import pytest

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.queries.conversations.conditions import CaseCondition, ConversationFilter, Reviewed, ScoreRange
from store.queries.conversations.rare_first import FEW, rarest
from tests.records import Records


async def start(database: Database, wanted: ConversationFilter) -> list[int] | None:
    """Return the conversations to start from, in order."""
    async with database.reading() as session:
        found = await rarest(session, wanted)
    return None if found is None else sorted(found)


@pytest.fixture
async def talks(database: Database, now: datetime) -> list[int]:
    """Four conversations: three uncertain ones, one of them with a case; and a case without any."""
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        made = [await records.conversation(customer) for _ in range(4)]
        for talk in made[:3]:
            await records.heard(talk, "Hm", sure=False)
        await records.heard(made[0], "Hm", sure=False)
        await records.case(customer, made[1])
        await records.case(customer)
    return [talk.id for talk in made]


async def test_nothing_rare_means_every_conversation(database: Database, talks: list[int]) -> None:
    assert await start(database, ConversationFilter()) is None
    assert await start(database, ConversationFilter(intent=Intent.PRAISE, reviewed=Reviewed.NO)) is None


async def test_each_conversation_is_named_once(database: Database, talks: list[int]) -> None:
    assert await start(database, ConversationFilter(uncertain=True)) == talks[:3]


async def test_case_without_a_conversation_is_left_out(database: Database, talks: list[int]) -> None:
    assert await start(database, ConversationFilter(case=CaseCondition.OPEN)) == [talks[1]]


async def test_rarest_of_several_things_is_taken(database: Database, talks: list[int]) -> None:
    both = ConversationFilter(case=CaseCondition.OPEN, uncertain=True)
    assert await start(database, both) == [talks[1]]
    none = ConversationFilter(uncertain=True, scores=(ScoreRange("effort", "ease", 1, 2),))
    assert await start(database, none) == []


async def test_common_thing_is_no_start(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        for number in range(FEW + 1):
            await records.heard(talk, str(number), sure=False)
    assert await start(database, ConversationFilter(uncertain=True)) is None


async def test_scores_that_many_answers_have_are_no_start(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        for _ in range(FEW + 1):
            await records.answer(await records.invitation(customer), "ease", number=1)
    low, high = ScoreRange("effort", "ease", 1, 2), ScoreRange("effort", "ease", 6, 7)
    assert await start(database, ConversationFilter(scores=(low,))) is None
    assert await start(database, ConversationFilter(scores=(high,))) == []
