"""Inviting follows the decision."""

from actions.surveys.policy.inviting import consider
from store.models.customers import Customer as CustomerRow
from store.models.surveys import Decision, Invitation, Outcome, Phase, Reason, Service
from tests.actions.conftest import Customer
from tests.actions.surveys.conftest import Shop
from tests.conftest import NOON


async def consider_again(shop: Shop) -> Decision:
    async with shop.database.transaction() as session:
        service = await session.get_one(Service, 1)
        survey = shop.house.surveys["post_service"]
        return await consider(session, service, survey, Phase.STARTED, NOON, shop.house)


async def test_service_is_never_asked_about_twice(shop: Shop, known: Customer) -> None:
    await shop.tell()
    decision = await consider_again(shop)
    assert (decision.outcome, decision.reason) == (Outcome.SKIPPED, Reason.DUPLICATE)
    assert len(await shop.rows(Invitation)) == 1


async def test_skipped_service_can_be_considered_again(shop: Shop, known: Customer) -> None:
    await shop.change(CustomerRow, opted_out_at=NOON)
    await shop.tell()
    await shop.change(CustomerRow, opted_out_at=None)
    assert (await consider_again(shop)).outcome is Outcome.SCHEDULED
    assert len(await shop.rows(Invitation)) == 1
