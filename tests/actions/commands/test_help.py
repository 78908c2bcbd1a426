"""/help, and what is said to a command that does not exist."""

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Language
from tests.actions.conftest import Customer, texts


async def test_help_tells_what_can_be_done(customer: Customer, house: House) -> None:
    assert texts(await customer.command("help")) == [house.replies.text(Language.ZH, Reply.HELP)]
