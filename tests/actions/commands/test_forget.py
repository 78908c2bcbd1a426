"""/forget erases after a second question, and only then."""

from datetime import timedelta

import pytest

from actions.settings.replies import Reply
from nlu.contract.labels import Intent
from tests.actions.conftest import Customer, sure
from tests.actions.rights.conftest import SECRET, say
from tests.traces import everything


async def test_change_of_mind_leaves_everything(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    asked = await customer.command("forget")
    no = list(asked[-1].buttons.values())[1]
    assert say(customer, Reply.FORGET_KEPT) in [sent.text for sent in await customer.press(no)]
    assert SECRET in await everything(customer.database)


@pytest.mark.parametrize("data", ["f:", "f:x", "f:99999999999999", "f:-1", "f:²"])
async def test_made_up_button_erases_nothing(customer: Customer, data: str) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    await customer.press(data)
    assert SECRET in await everything(customer.database)


async def test_old_button_erases_nothing(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    asked = await customer.command("forget")
    customer.now += timedelta(days=1)
    sent = await customer.press(next(iter(asked[-1].buttons.values())))
    assert [each.text for each in sent] == [say(customer, Reply.BUTTON_STALE)]
    assert SECRET in await everything(customer.database)
