import json
from typing import Any

import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.methods.method_call import MethodCall
from bot.sandbox.methods.update_methods import delete_webhook, get_updates, get_webhook_info, set_webhook
from bot.sandbox.server.bot_api_errors import BadRequest, ReceiverConflict
from bot.sandbox.server.fault_plan import Fault, FaultKind
from tests.bot.sandbox.methods.conftest import MakeCall

HOOK = "http://127.0.0.1:1/hook"


async def taken(made: MethodCall) -> list[Any]:
    """The texts (or kinds) of the updates that a poll returns."""
    updates = json.loads((await get_updates(made)).body)
    return [update.get("message", {}).get("text") or min(update) for update in updates]


@pytest.fixture
def three(opened: Seat) -> int:
    """Three texts wait; returns the first update id."""
    ids = [opened.say(text).update_id for text in "abc"]
    return ids[0] or 0


async def test_updates_are_returned_and_forgotten_below_the_offset(call: MakeCall, three: int) -> None:
    assert await taken(call()) == ["a", "b", "c"]
    assert await taken(call(offset=str(three + 1), limit="1")) == ["b"]
    assert await taken(call(offset=three + 3)) == []


async def test_an_empty_result_is_marked_as_empty(call: MakeCall) -> None:
    encoded = await get_updates(call())
    assert (encoded.body, encoded.empty) == (b"[]", True)


async def test_allowed_updates_stay_until_they_are_changed(call: MakeCall, opened: Seat) -> None:
    await get_updates(call(allowed_updates='["callback_query", "nonsense"]'))
    opened.say("unwanted")
    assert await taken(call()) == []
    await get_updates(call(allowed_updates="[]"))
    opened.say("wanted")
    assert await taken(call()) == ["wanted"]


async def test_allowed_updates_must_be_a_list(call: MakeCall) -> None:
    with pytest.raises(BadRequest, match="can't parse allowed updates"):
        await get_updates(call(allowed_updates='{"a": 1}'))


async def test_polling_and_a_webhook_exclude_each_other(call: MakeCall) -> None:
    await set_webhook(call(url=HOOK))
    with pytest.raises(ReceiverConflict) as caught:
        await get_updates(call())
    assert caught.value.description == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await delete_webhook(call())
    assert await taken(call()) == []


async def test_the_webhook_is_described(call: MakeCall) -> None:
    await set_webhook(call(url=HOOK, secret_token="s", max_connections="5", allowed_updates='["message"]'))
    assert await get_webhook_info(call()) == {
        "url": HOOK,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 5,
        "allowed_updates": ["message"],
    }
    await delete_webhook(call())


async def test_an_empty_address_deletes_the_webhook(call: MakeCall) -> None:
    await set_webhook(call(url=HOOK))
    await set_webhook(call(url=""))
    assert (await get_webhook_info(call()))["url"] == ""


@pytest.mark.parametrize(("drop", "left"), [("true", 0), ("", 3)])
async def test_waiting_updates_are_dropped_only_on_request(
    call: MakeCall, opened: Seat, three: int, drop: str, left: int
) -> None:
    await delete_webhook(call(drop_pending_updates=drop))
    assert len(opened.bot.queue) == left


async def test_a_bad_webhook_changes_nothing(call: MakeCall, opened: Seat, three: int) -> None:
    with pytest.raises(BadRequest):
        await set_webhook(call(url="https://example.org/", drop_pending_updates=True))
    assert len(opened.bot.queue) == 3


async def test_a_duplicate_fault_returns_updates_twice(call: MakeCall, opened: Seat) -> None:
    opened.world.faults.order(Fault(FaultKind.DUPLICATE, method="getupdates"))
    assert await taken(call()) == []
    opened.say("a")
    assert await taken(call()) == ["a", "a"]
    assert await taken(call()) == ["a"]


async def test_a_redeliver_fault_returns_confirmed_updates_again(
    call: MakeCall, opened: Seat, three: int
) -> None:
    opened.world.faults.order(Fault(FaultKind.REDELIVER, method="getupdates"))
    assert await taken(call(offset=three + 3)) == ["a", "b", "c"]
    assert await taken(call(offset=three + 3)) == []
