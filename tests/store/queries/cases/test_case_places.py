"""Where a case is worked on."""

from datetime import datetime

import pytest

from store.engine.database import Database
from store.models.cases import CaseStatus
from store.queries.cases.case_places import CasePlace, place_of_case, place_of_reference
from store.queries.not_found import NotFound
from store.queries.system.find import find
from tests.plans import plans
from tests.records import Records


async def test_case_is_worked_on_in_its_conversation_or_in_the_newest(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        first, newest = await records.conversation(customer), await records.conversation(customer)
        there, nowhere = await records.case(customer, first), await records.case(customer)
    async with database.reading() as session:
        assert await place_of_case(session, there.id) == CasePlace(there.id, first.id)
        assert await place_of_reference(session, f"hf-{nowhere.id:06d}") == CasePlace(nowhere.id, newest.id)


async def test_case_without_any_conversation_has_no_place(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        case = await records.case(await records.customer())
    async with database.reading() as session:
        for found in (place_of_case(session, case.id), place_of_reference(session, "HF-000099")):
            with pytest.raises(NotFound):
                await found


async def test_merged_case_leads_to_the_kept_one_by_indexes_alone(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        talk = await records.conversation(customer)
        kept = await records.case(customer, talk)
        gone = await records.case(customer, status=CaseStatus.MERGED, merged_into_id=kept.id)
    async with plans(database) as found, database.reading() as session:
        places = [
            await place_of_case(session, gone.id),
            await place_of_reference(session, gone.reference or ""),
        ]
        cases = [case.id for case in (await find(session, gone.reference or "")).cases]
    assert (places, cases) == ([CasePlace(kept.id, talk.id)] * 2, [kept.id])
    assert [plan for plan in found[:3] if "SCAN cases" in plan or "Seq Scan on cases" in plan] == []
