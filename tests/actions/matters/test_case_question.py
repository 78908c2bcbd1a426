"""Buttons under a question about a case are taken from the customer who was asked, and from no other."""

import pytest
from sqlalchemy import select

from actions.matters import standing, withdrawal
from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.models.cases import Case, CaseStatus
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import Customer, sure
from tests.records import Records


@pytest.mark.parametrize("prefix", [standing.PREFIX, withdrawal.PREFIX])
@pytest.mark.parametrize("rest", ["2:yes", "x:yes", "-1:no", f"{2**70}:yes", "1:perhaps", "1", ""])
async def test_foreign_and_malformed_buttons_are_refused(
    customer: Customer, house: House, prefix: str, rest: str
) -> None:
    await customer.write("包裹没到", sure(Intent.COMPLAINT))
    sent = await customer.press(prefix + rest)
    assert [each.text for each in sent] == [house.replies.text(Language.ZH, Reply.BUTTON_FOREIGN)]


async def put_into_another(customer: Customer, status: CaseStatus) -> None:
    """The first case goes into a second one."""
    async with customer.database.transaction() as session:
        first = await session.get_one(Case, 1)
        owner = await session.get_one(CustomerRow, first.customer_id)
        kept = await Records(session, customer.now).case(owner, status=status)
        first.status, first.merged_into_id = CaseStatus.MERGED, kept.id


async def statuses(customer: Customer) -> list[CaseStatus]:
    async with customer.database.reading() as session:
        return list(await session.scalars(select(Case.status).order_by(Case.id)))


async def test_withdrawing_a_merged_case_leaves_the_kept_one(customer: Customer) -> None:
    await customer.write("包裹没到", sure(Intent.COMPLAINT))
    await put_into_another(customer, CaseStatus.OPEN)
    sent = await customer.press(f"{withdrawal.PREFIX}1:yes")
    assert [each.text for each in sent] == [customer.house.replies.text(Language.ZH, Reply.BUTTON_STALE)]
    assert await statuses(customer) == [CaseStatus.MERGED, CaseStatus.OPEN]


async def test_reopening_a_merged_case_opens_the_kept_one(customer: Customer) -> None:
    await customer.write("包裹没到", sure(Intent.COMPLAINT))
    await put_into_another(customer, CaseStatus.SETTLED)
    await customer.press(f"{standing.PREFIX}1:yes")
    assert await statuses(customer) == [CaseStatus.MERGED, CaseStatus.OPEN]
