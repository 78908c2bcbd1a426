"""Definitions are kept once a version, and found again."""

from dataclasses import replace

from actions.settings.house import House
from actions.surveys.policy.versions import pin, pinned
from store.models.customers import Customer
from store.models.surveys import Invitation, InvitationStatus, SurveyVersion
from tests.actions.surveys.conftest import Shop
from tests.actions.surveys.samples import question, survey
from tests.conftest import NOON

FIRST = survey(question(name="first"))
SECOND = replace(survey(question(name="second")), digest="second")


async def test_version_is_kept_once(shop: Shop) -> None:
    async with shop.database.transaction() as session:
        ids = [await pin(session, each, NOON) for each in (FIRST, SECOND, FIRST)]
    versions: list[SurveyVersion] = await shop.rows(SurveyVersion)
    assert ids == [versions[0].id, versions[1].id, versions[0].id]
    assert [version.definition for version in versions] == [FIRST.to_dict(), SECOND.to_dict()]


async def test_pinned_version_is_found_in_any_house(shop: Shop, house: House) -> None:
    async with shop.database.transaction() as session:
        customer = Customer(created_at=NOON)
        session.add(customer)
        await session.flush()
        invitation = Invitation(
            customer_id=customer.id,
            survey_key="sample",
            survey_version_id=await pin(session, FIRST, NOON),
            status=InvitationStatus.SENT,
            created_at=NOON,
        )
        session.add(invitation)
        await session.flush()
        for surveys in ({"sample": FIRST}, {"sample": SECOND}, {}):
            assert await pinned(session, invitation, replace(house, surveys=surveys)) == FIRST
