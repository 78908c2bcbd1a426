"""/start welcomes, and is the way back from /stop."""

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Language
from tests.actions.conftest import Customer, texts


async def test_start_welcomes_and_then_welcomes_back(customer: Customer, house: House) -> None:
    assert texts(await customer.command("start")) == [house.replies.text(Language.ZH, Reply.WELCOME)]
    assert texts(await customer.command("start")) == [house.replies.text(Language.ZH, Reply.WELCOME_BACK)]
