"""Every intent of the closed set has a handler of its own, and all but an acknowledgement are answered."""

from inspect import iscoroutinefunction, signature

import pytest

from actions.intents import HANDLERS
from nlu.contract.labels import Intent
from tests.actions.conftest import Customer, sure, texts


def test_every_intent_has_a_handler() -> None:
    assert list(HANDLERS) == list(Intent)


def test_no_two_intents_share_a_handler() -> None:
    assert len(set(HANDLERS.values())) == len(Intent)


@pytest.mark.parametrize("intent", Intent)
def test_handler_takes_a_turn_and_a_message(intent: Intent) -> None:
    handler = HANDLERS[intent]
    assert (iscoroutinefunction(handler), list(signature(handler).parameters)) == (True, ["turn", "message"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("intent", Intent)
async def test_message_of_every_intent_is_answered_once(customer: Customer, intent: Intent) -> None:
    answers = texts(await customer.write("…", sure(intent)))
    assert len(answers) == (0 if intent is Intent.ACKNOWLEDGE else 1)
