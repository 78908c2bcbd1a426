"""What a spot check is drawn from."""

from datetime import datetime, timedelta

import pytest

from actions.staff.roster import add_member
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.conversations import MessageKind
from store.models.reviews import SampledBy
from store.models.staff import Role
from store.queries.quality.samples import agents, case_outlets, population
from tests.records import Records


@pytest.mark.parametrize(
    ("by", "value", "ids"),
    [
        (SampledBy.EVERYTHING, None, [1, 2, 3]),
        (SampledBy.OUTLET, "north", [1]),
        (SampledBy.AGENT, "Lee", [1]),
        (SampledBy.AGENT, "Mei", [2, 3]),
        (SampledBy.INTENT, "praise", [3]),
        (SampledBy.INTENT, "bye", []),
        (SampledBy.AGENT, "Nobody", []),
    ],
)
async def test_population_has_in_common_what_is_asked_for(
    database: Database, now: datetime, by: SampledBy, value: str | None, ids: list[int]
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        mei = await add_member(session, "Mei", Role.AGENT, "hash", now)
        customer = await records.customer()
        first = await records.conversation(customer)
        await records.case(customer, first, outlet="north", agent="Lee")
        second = await records.conversation(customer, assignee_id=mei.id)
        third = await records.conversation(customer)
        await records.case(customer, third, outlet="south", assignee_id=mei.id)
        await records.heard(third, "Lovely", Intent.INQUIRY, corrected_intent=Intent.PRAISE)
        for each in (first, second):
            await records.heard(each, "Hello")
        for each in (first, second, third):
            await records.said(each)
        await records.conversation(customer, now - timedelta(days=9))
    moments = (now - timedelta(days=1), now + timedelta(days=1))
    async with database.reading() as session:
        found = await population(session, by, value, moments)
        names = await agents(session)
        outlets = await case_outlets(session)
    assert found == [(first, second, third)[each - 1].id for each in ids]
    assert (names, outlets) == (("Lee", "Mei"), ("north", "south"))


async def test_only_what_can_be_judged_is_drawn_from(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        whole, unanswered, tapped, told = [await records.conversation(customer) for _ in range(4)]
        erased = await records.conversation(customer, words_erased_at=now)
        wordless = await records.conversation(customer)
        await records.heard(wordless, None, None, kind=MessageKind.PHOTO)
        tested = await records.conversation(await records.customer(is_test=True))
        await records.heard(tested, "Hello")
        for each in (whole, unanswered, erased):
            await records.heard(each, "Hello")
        await records.heard(tapped, "yes", None, kind=MessageKind.TAP)
        for each in (whole, tapped, told, erased, wordless, tested):
            await records.said(each)
    async with database.reading() as session:
        assert await population(session, SampledBy.EVERYTHING, None, (None, None)) == [whole.id]
