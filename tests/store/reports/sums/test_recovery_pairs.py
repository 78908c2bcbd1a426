"""What customers said before a remedy is set against what they said of that very remedy."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.cases import Case, CaseKind, CaseStatus
from store.models.customers import Customer
from store.reports.sums.recovery_pairs import Pair, pairs_in
from store.reports.sums.scope import Scope
from tests.records import MOMENTS, Records

DAY = timedelta(days=1)


async def settled(records: Records, customer: Customer, score: int, at: datetime) -> Case:
    """A low score, and the case that followed it, settled."""
    asked = await records.invitation(customer)
    await records.answer(asked, "satisfaction", number=score)
    return await records.case(
        customer,
        kind=CaseKind.RECOVERY,
        status=CaseStatus.SETTLED,
        invitation_id=asked.id,
        settled_at=at,
    )


async def found(database: Database) -> list[Pair]:
    async with database.reading() as session:
        return [pair for _, _, pair in await pairs_in(session, Scope())]


async def test_a_later_survey_about_another_service_is_no_follow_up(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        await settled(records, customer, 1, now + DAY)
        later = await records.invitation(customer, **dict.fromkeys(MOMENTS, now + 90 * DAY))
        await records.answer(later, "satisfaction", number=5)
    assert await found(database) == []


async def test_each_case_has_its_own_follow_up(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        first = await settled(records, customer, 1, now + DAY)
        await settled(records, customer, 2, now + DAY)
        third = await settled(records, customer, 2, now + 2 * DAY)
        for case, score in ((third, 3), (first, 5)):
            asked = await records.follow_up(case, customer, now + 2 * DAY)
            await records.answer(asked, "resolved", number=1)
            await records.answer(asked, "satisfaction", number=score)
    assert sorted(await found(database), key=lambda pair: pair.before) == [Pair(1, 5), Pair(2, 3)]


async def test_answer_before_the_case_was_settled_for_good_does_not_count(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        case = await settled(records, customer, 1, now + 3 * DAY)
        for at, score in ((now + DAY, 2), (now + 3 * DAY, 4)):
            asked = await records.follow_up(case, customer, at)
            await records.answer(asked, "satisfaction", number=score)
    assert await found(database) == [Pair(1, 4)]


async def test_follow_up_without_an_answer_makes_no_pair(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        case = await settled(records, customer, 1, now + DAY)
        await records.answer(await records.follow_up(case, customer, now + DAY), "resolved", number=0)
    assert await found(database) == []


async def test_id_that_a_system_gives_like_ours_is_no_follow_up(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        case = await settled(records, customer, 1, now + DAY)
        told = await records.service(f"{case.reference}/1")
        later = await records.invitation(
            customer, service_id=told.id, **dict.fromkeys(MOMENTS, now + 2 * DAY)
        )
        await records.answer(later, "satisfaction", number=5)
    assert await found(database) == []
