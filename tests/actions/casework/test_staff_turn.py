"""Staff speak in the newest conversation, in the customer's language."""

import pytest
from sqlalchemy import update

from actions.casework.handover import take_over
from actions.casework.refusals import OutOfReach, Superseded
from actions.casework.staff_turn import turn_in
from actions.turn.chinese_form import ChineseForm
from nlu.contract.labels import Intent, Language
from store.models.customers import Customer
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


@pytest.mark.parametrize(
    ("values", "language", "form"),
    [
        ({"language": Language.EN}, Language.EN, ChineseForm.SIMPLIFIED),
        ({"written_language": "en"}, Language.EN, ChineseForm.SIMPLIFIED),
        ({"written_language": "zh-Hant"}, Language.ZH, ChineseForm.TAIWAN),
    ],
)
async def test_staff_speak_as_the_bot_does(
    desk: Desk, values: dict[str, object], language: Language, form: ChineseForm
) -> None:
    await desk.customer.write("在吗", sure(Intent.GREET))
    talk = (await desk.conversation()).id
    async with desk.database.transaction() as session:
        await session.execute(update(Customer).values(**values))
    async with desk.database.transaction() as session:
        turn = await turn_in(session, talk, desk.customer.now, desk.house)
    assert (turn.language, turn.form) == (language, form)
