"""Staff speak in the newest conversation, in the customer's language."""

import pytest

from actions.casework.handover import take_over
from actions.casework.refusals import OutOfReach, Superseded
from nlu.contract.labels import Intent
from tests.actions.casework.conftest import Desk
from tests.actions.conftest import sure


async def test_only_the_newest_conversation_is_taken_over(desk: Desk) -> None:
    await desk.customer.write("在吗", sure(Intent.GREET))
    old = (await desk.conversation()).id
    desk.customer.now += 2 * desk.house.silence
    await desk.customer.write("在吗", sure(Intent.GREET))
    newest = (await desk.conversation()).id
    with pytest.raises(Superseded) as refusal:
        async with desk.database.transaction() as session:
            await take_over(session, old, desk.lee, desk.customer.now, desk.house)
    assert refusal.value.newest == newest


async def test_nobody_takes_over_who_would_not_be_read(desk: Desk) -> None:
    await desk.customer.write("在吗", sure(Intent.GREET))
    await desk.customer.block()
    with pytest.raises(OutOfReach):
        async with desk.database.transaction() as session:
            await take_over(session, (await desk.conversation()).id, desk.lee, desk.customer.now, desk.house)
