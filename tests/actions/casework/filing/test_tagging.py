"""Tags of cases."""

import pytest

from actions.casework.assigning.bulk_steps import BulkStep, change_many
from actions.casework.filing.tagging import MOST, add_tag, drop_tag, tag_of
from actions.casework.refusals import TooManyTags
from store.models.cases import Case
from tests.actions.casework.conftest import Desk


async def tagged(desk: Desk, case: Case, *tags: str) -> None:
    async with desk.database.transaction() as session:
        for tag in tags:
            await add_tag(session, case.id, tag, desk.lee, desk.customer.now)


@pytest.mark.parametrize(
    ("written", "kept"), [(" #退款 ", "退款"), ("late   parcel", "late parcel"), ("# vip", "vip"), ("#", "")]
)
def test_tag_is_kept_without_hash_and_spare_space(written: str, kept: str) -> None:
    assert tag_of(written) == kept


async def test_tags_keep_their_order_and_none_is_there_twice(desk: Desk, case: Case) -> None:
    await tagged(desk, case, "退款", "VIP", "vip")
    assert (await desk.case()).tags == ("退款", "VIP")
    assert await desk.steps() == ["opened", "tagged", "tagged"]
    assert (await desk.audited()).count("case.tagged") == 2


async def test_tag_is_taken_away_once(desk: Desk, case: Case) -> None:
    await tagged(desk, case, "退款", "VIP")
    for _ in range(2):
        async with desk.database.transaction() as session:
            await drop_tag(session, case.id, "退款", desk.kim, desk.customer.now)
    assert (await desk.case()).tags == ("VIP",)
    assert (await desk.steps()).count("untagged") == 1


async def test_case_has_so_many_tags(desk: Desk, case: Case) -> None:
    await tagged(desk, case, *map(str, range(MOST)))
    with pytest.raises(TooManyTags):
        await tagged(desk, case, "more")


async def test_many_cases_are_tagged_together(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        await change_many(session, [case.id], BulkStep(tag="recall"), desk.lee, desk.customer.now)
    assert (await desk.case()).tags == ("recall",)
