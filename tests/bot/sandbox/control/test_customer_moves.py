import json
from itertools import count
from typing import Any

import pytest

from bot.sandbox.control.customer_moves import ImpossibleMove, Seat, UnknownId
from bot.sandbox.control.group_moves import migrate_group, new_group
from bot.sandbox.server.bot_chat import ChatKind
from bot.sandbox.server.event_feed import EventKind, Side
from bot.sandbox.server.people import Persona
from bot.sandbox.server.sandbox_world import World
from bot.sandbox.server.update_queue import UpdateQueue
from tests.bot.sandbox.conftest import FakeClock

KEYBOARD = {
    "inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}, {"text": "Site", "url": "https://x.org"}]]
}


def updates(seat: Seat) -> list[Any]:
    """What waits for the bot, without numbers."""
    bodies = [json.loads(queued.body) for queued in seat.bot.queue.peek(99, seat.world.clock())]
    return [{kind: payload for kind, payload in body.items() if kind != "update_id"} for body in bodies]


def asked(seat: Seat) -> int:
    """A message of the bot with buttons."""
    message, _ = seat.world.write(seat.bot, seat.chat, None, {"text": "Well?", "reply_markup": KEYBOARD})
    return message.id


def test_a_text_becomes_a_message_update(seat: Seat, clock: FakeClock) -> None:
    written = seat.say("/start abc")
    assert updates(seat) == [
        {
            "message": {
                "message_id": written.message_id,
                "from": seat.customer.as_user(),
                "chat": {
                    "id": seat.customer.id,
                    "first_name": "梅",
                    "last_name": "李",
                    "username": "limei",
                    "type": "private",
                },
                "date": int(clock()),
                "text": "/start abc",
                "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
            }
        }
    ]
    assert (written.at, written.seq) == (clock(), seat.world.feed.last)


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048, "  leading space"])
def test_a_text_that_fits_is_sent_as_it_is(seat: Seat, text: str) -> None:
    seat.say(text)
    assert updates(seat)[0]["message"]["text"] == text


@pytest.mark.parametrize("text", ["", "  \n", "x" * 4097, "😀" * 2049])
def test_an_empty_or_long_text_is_refused(seat: Seat, text: str) -> None:
    with pytest.raises(ImpossibleMove):
        seat.say(text)
    assert updates(seat) == []


def test_a_reply_carries_the_replied_message(seat: Seat) -> None:
    first = seat.say("first")
    seat.say("second", reply_to=first.message_id)
    assert updates(seat)[1]["message"]["reply_to_message"]["message_id"] == first.message_id


def test_an_edit_is_an_edited_message_with_the_same_id(seat: Seat, clock: FakeClock) -> None:
    first = seat.say("parcle")
    clock.advance(60)
    edited = seat.edit(first.message_id, "parcel")
    update = updates(seat)[1]["edited_message"]
    assert edited.message_id == first.message_id
    assert (update["message_id"], update["text"]) == (first.message_id, "parcel")
    assert update["edit_date"] == update["date"] + 60
    assert seat.chat.events[-1].kind is EventKind.EDITED


def test_only_own_texts_can_be_edited(seat: Seat) -> None:
    place = seat.send({"location": {"latitude": 0.0, "longitude": 0.0}})
    for message_id in (asked(seat), place.message_id):
        with pytest.raises(ImpossibleMove, match="only an own text can be edited"):
            seat.edit(message_id, "mine")
    with pytest.raises(UnknownId):
        seat.edit(1, "never written")


def test_a_tap_is_a_callback_query_with_the_whole_message(seat: Seat) -> None:
    message_id = asked(seat)
    tapped = seat.tap(message_id, "yes")
    query = updates(seat)[0]["callback_query"]
    assert (query["id"], query["data"], query["from"]) == (tapped.query_id, "yes", seat.customer.as_user())
    assert query["message"] == seat.chat.messages[message_id].payload
    assert seat.chat.events[-1].body == {"query_id": tapped.query_id, "message_id": message_id, "data": "yes"}


def test_a_tap_goes_into_a_lane_by_user(seat: Seat, clock: FakeClock) -> None:
    seat.tap(asked(seat), "yes")
    seat.say("hello")
    lanes = [queued.lane for queued in seat.bot.queue.peek(9, clock())]
    assert lanes == [("user", seat.customer.id), ("chat", seat.customer.id)]


def test_a_double_tap_is_two_queries(seat: Seat) -> None:
    message_id = asked(seat)
    assert seat.tap(message_id, "yes").query_id != seat.tap(message_id, "yes").query_id


def test_only_buttons_that_are_there_can_be_tapped(seat: Seat) -> None:
    message_id = asked(seat)
    with pytest.raises(ImpossibleMove, match="the message has no such button"):
        seat.tap(message_id, "no")
    with pytest.raises(ImpossibleMove):
        seat.tap(seat.say("no buttons").message_id, "yes")
    with pytest.raises(UnknownId):
        seat.tap(1, "yes")


def test_a_forged_tap_passes_with_any_data(seat: Seat) -> None:
    seat.tap(asked(seat), "survey:999:5", forge=True)
    assert updates(seat)[0]["callback_query"]["data"] == "survey:999:5"


def test_a_forged_tap_on_a_dropped_message_has_an_inaccessible_message(seat: Seat) -> None:
    seat.tap(1, "yes", forge=True)
    message = updates(seat)[0]["callback_query"]["message"]
    assert message == {"chat": seat.chat.as_json(), "message_id": 1, "date": 0}


def test_blocking_and_unblocking_cause_one_update_each(seat: Seat) -> None:
    assert [seat.block() is None, seat.block() is None] == [False, True]
    assert [seat.unblock() is None, seat.unblock() is None] == [False, True]
    changes = [update["my_chat_member"] for update in updates(seat)]
    assert [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    assert changes[0]["new_chat_member"] == {"user": seat.bot.as_user(), "status": "kicked", "until_date": 0}
    assert [event.kind for event in seat.chat.events] == [EventKind.MEMBER] * 2


def test_a_customer_who_has_blocked_the_bot_cannot_write_or_tap(seat: Seat) -> None:
    message_id = asked(seat)
    seat.block()
    with pytest.raises(ImpossibleMove, match="unblock it first"):
        seat.say("hello")
    with pytest.raises(ImpossibleMove, match="unblock it first"):
        seat.tap(message_id, "yes")


def test_a_deactivated_customer_cannot_write_and_causes_no_update(seat: Seat) -> None:
    seat.deactivate()
    with pytest.raises(ImpossibleMove, match="deactivated"):
        seat.say("hello")
    assert updates(seat) == []


def test_a_bot_that_does_not_want_a_kind_gets_none(seat: Seat) -> None:
    seat.bot.allowed = ["callback_query"]
    assert (seat.say("hello").update_id, updates(seat)) == (None, [])


def test_a_customer_must_exist_and_be_in_the_chat(world: World, seat: Seat) -> None:
    with pytest.raises(UnknownId, match="no customer has the id 1"):
        Seat.of(world, seat.bot, 1)
    with pytest.raises(UnknownId, match="in no chat with the id -5"):
        Seat.of(world, seat.bot, seat.customer.id, -5)


def test_writing_is_refused_when_too_many_updates_wait(seat: Seat) -> None:
    seat.bot.queue = UpdateQueue(count(1), capacity=1)
    seat.say("one")
    with pytest.raises(ImpossibleMove, match="too many updates wait"):
        seat.say("two")


def test_a_group_begins_with_the_bot_being_added(world: World, seat: Seat) -> None:
    other = world.add_customer(Persona("Emma"))
    chat = new_group(world, seat.bot, "Staff", [seat.customer.id, other.id])
    change = updates(seat)[0]["my_chat_member"]
    assert (change["chat"], change["from"]) == (chat.as_json(), seat.customer.as_user())
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("left", "member")
    Seat.of(world, seat.bot, other.id, chat.id).say("hello all")
    assert updates(seat)[1]["message"]["chat"] == {"id": chat.id, "title": "Staff", "type": "group"}


def test_a_migrated_group_sends_a_message_in_both_chats(world: World, seat: Seat) -> None:
    old = new_group(world, seat.bot, "Staff", [seat.customer.id])
    new = migrate_group(world, seat.bot, old.id).chat
    _, leaving, coming = updates(seat)
    assert (leaving["message"]["chat"]["id"], leaving["message"]["migrate_to_chat_id"]) == (old.id, new.id)
    assert (coming["message"]["chat"]["id"], coming["message"]["migrate_from_chat_id"]) == (new.id, old.id)
    assert (old.migrated_to, new.kind, new.title) == (new.id, ChatKind.SUPERGROUP, "Staff")
    with pytest.raises(ImpossibleMove, match="has become the supergroup"):
        Seat.of(world, seat.bot, seat.customer.id, old.id).say("too late")


def test_only_a_group_migrates_and_only_once(world: World, seat: Seat) -> None:
    old = new_group(world, seat.bot, "Staff", [seat.customer.id])
    migrate_group(world, seat.bot, old.id)
    for chat_id in (old.id, seat.customer.id, -1):
        with pytest.raises(UnknownId, match="no group has the id"):
            migrate_group(world, seat.bot, chat_id)


def test_a_group_cannot_be_blocked(world: World, seat: Seat) -> None:
    group = new_group(world, seat.bot, "Staff", [seat.customer.id])
    assert Seat.of(world, seat.bot, seat.customer.id, group.id).block() is None


def test_events_of_a_customer_are_on_the_customers_side(seat: Seat) -> None:
    seat.tap(asked(seat), "yes")
    assert [event.by for event in seat.chat.events] == [Side.BOT, Side.CUSTOMER]
