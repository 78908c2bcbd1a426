"""Buttons under a question about a case are taken from the customer who was asked, and from no other."""

import pytest

from actions.matters import standing, withdrawal
from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from tests.actions.conftest import Customer, sure


@pytest.mark.parametrize("prefix", [standing.PREFIX, withdrawal.PREFIX])
@pytest.mark.parametrize("rest", ["2:yes", "x:yes", "-1:no", f"{2**70}:yes", "1:perhaps", "1", ""])
async def test_foreign_and_malformed_buttons_are_refused(
    customer: Customer, house: House, prefix: str, rest: str
) -> None:
    await customer.write("包裹没到", sure(Intent.COMPLAINT))
    sent = await customer.press(prefix + rest)
    assert [each.text for each in sent] == [house.replies.text(Language.ZH, Reply.BUTTON_FOREIGN)]
