"""Which conversations meet a filter."""

from datetime import datetime, timedelta

import pytest

from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.cases import CaseStatus
from store.models.conversations import Mode
from store.queries.conversations.conditions import (
    CaseCondition,
    ConversationFilter,
    HandOver,
    Reviewed,
    ScoreRange,
)
from tests.records import Records
from tests.store.queries.conversations.conftest import HOUR, names


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ConversationFilter(intent=Intent.COMPLAINT), ["angry"]),
        (ConversationFilter(intent=Intent.BYE), []),
        (ConversationFilter(language=Language.ZH), ["unsure"]),
        (ConversationFilter(language=Language.EN), ["angry", "asking", "old"]),
        (ConversationFilter(uncertain=True), ["unsure"]),
        (ConversationFilter(case=CaseCondition.OPEN), ["angry"]),
        (ConversationFilter(case=CaseCondition.OPEN, uncertain=True), []),
    ],
)
async def test_filter_leaves_out_what_is_not_wanted(
    database: Database, four: None, wanted: ConversationFilter, expected: list[str]
) -> None:
    assert await names(database, wanted) == expected


async def test_period_takes_talk_that_ended_in_it(database: Database, four: None, now: datetime) -> None:
    assert await names(database, ConversationFilter(since=now - 2 * HOUR)) == ["angry", "unsure"]
    assert await names(database, ConversationFilter(until=now - 2 * HOUR)) == ["asking", "old"]
    during = ConversationFilter(since=now - 47 * HOUR, until=now - 47 * HOUR + timedelta(seconds=1))
    assert await names(database, during) == ["old"]


async def test_review_is_asked_for_by_what_staff_said(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        for name, label in (("agreed", Intent.PRAISE), ("changed", Intent.COMPLAINT), ("unread", None)):
            talk = await records.conversation(await records.customer(name))
            await records.heard(talk, "Hm", Intent.PRAISE, corrected_intent=label)
    assert await names(database, ConversationFilter(reviewed=Reviewed.YES)) == ["changed", "agreed"]
    assert await names(database, ConversationFilter(reviewed=Reviewed.CORRECTED)) == ["changed"]
    assert await names(database, ConversationFilter(reviewed=Reviewed.NO)) == ["unread"]


async def test_hand_over_is_now_or_was_once(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await records.conversation(await records.customer("bot"))
        await records.conversation(await records.customer("returned"), handed_over_at=now)
        await records.conversation(await records.customer("person"), handed_over_at=now, mode=Mode.STAFF)
    assert await names(database, ConversationFilter(hand_over=HandOver.NOW)) == ["person"]
    assert await names(database, ConversationFilter(hand_over=HandOver.EVER)) == ["person", "returned"]


async def test_cases_are_open_settled_or_missing(database: Database, four: None, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer("content")
        talk = await records.conversation(customer, now)
        await records.case(customer, talk, status=CaseStatus.SETTLED)
    assert await names(database, ConversationFilter(case=CaseCondition.SETTLED)) == ["content"]
    assert await names(database, ConversationFilter(case=CaseCondition.NONE)) == ["unsure", "asking", "old"]


async def test_outlet_is_that_of_a_case_or_of_a_survey(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        for name in ("case", "survey", "neither"):
            customer = await records.customer(name)
            talk = await records.conversation(customer)
            if name == "case":
                await records.case(customer, talk, outlet="north")
            if name == "survey":
                await records.invitation(customer, outlet="north")
    assert await names(database, ConversationFilter(outlet="north")) == ["survey", "case"]
    assert await names(database, ConversationFilter(outlet="nort")) == []


async def test_confidence_and_score_are_ranges_with_both_ends(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        for confidence, score in ((0.25, 1), (0.5, 3), (0.75, 5)):
            customer = await records.customer(str(score))
            talk = await records.conversation(customer)
            await records.heard(talk, "Hm", confidence=confidence)
            asked = await records.invitation(customer)
            await records.said(talk, "How was it?", invitation=asked)
            await records.answer(asked, "satisfaction", number=score)
    low, high = (ScoreRange("post_service", "satisfaction", *ends) for ends in ((1, 3), (5, 5)))
    elsewhere = ScoreRange("effort", "satisfaction", 1, 5)
    assert await names(database, ConversationFilter(confidence=(0.25, 0.5))) == ["3", "1"]
    assert await names(database, ConversationFilter(scores=(low,))) == ["3", "1"]
    assert await names(database, ConversationFilter(scores=(low, high))) == ["5", "3", "1"]
    assert await names(database, ConversationFilter(scores=(elsewhere,))) == []
