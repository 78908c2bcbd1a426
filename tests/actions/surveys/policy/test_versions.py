"""Definitions are kept once a version, and found again."""

from dataclasses import replace

from actions.surveys.policy.versions import pin
from store.models.surveys import SurveyVersion
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
