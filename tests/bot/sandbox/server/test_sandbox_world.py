import json

import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.server.bot_api_errors import Unauthorized
from bot.sandbox.server.bot_chat import ChatKind
from bot.sandbox.server.event_feed import EventKind, Side
from bot.sandbox.server.long_polling import PollRequest
from bot.sandbox.server.people import Persona
from bot.sandbox.server.sandbox_world import BadToken, World, WorldSettings
from tests.bot.sandbox.conftest import TOKEN, FakeClock, FakePost

EMMA = Persona("Emma")


def test_any_token_of_the_right_form_is_a_bot(world: World) -> None:
    assert [world.authorised("1:a").id, world.authorised("77:b-C_d").id] == [1, 77]


@pytest.mark.parametrize("token", ["", "1", "1:", ":a", "a:b", "1:a b", "12345678901234567890:a", "１:a"])
def test_a_token_of_another_form_is_refused(world: World, token: str) -> None:
    with pytest.raises(Unauthorized):
        world.authorised(token)


def test_only_the_token_in_the_settings_is_accepted(clock: FakeClock) -> None:
    world = World(WorldSettings(token="5:right"), clock=clock)
    assert world.authorised("5:right") is world.first
    with pytest.raises(Unauthorized):
        world.authorised("5:wrong")


def test_the_token_in_the_settings_must_have_the_right_form(clock: FakeClock) -> None:
    with pytest.raises(BadToken, match="digits, a colon, letters"):
        World(WorldSettings(token="nonsense"), clock=clock)


async def test_the_first_bot_gets_earlier_messages(world: World) -> None:
    customer = world.add_customer(EMMA)
    Seat.of(world, world.first, customer.id).say("Are you open?")
    bot = world.authorised(TOKEN)
    [queued] = await bot.polling.updates(PollRequest())
    assert json.loads(queued.body)["message"]["text"] == "Are you open?"
    assert (bot, list(world.bots)) == (world.first, [4242])


def test_a_second_bot_has_separate_chats_and_updates(world: World) -> None:
    first, second = world.authorised("1:a"), world.authorised("2:b")
    customer = world.add_customer(EMMA)
    Seat.of(world, second, customer.id).say("hello")
    assert [(len(bot.queue), len(bot.chats)) for bot in (first, second)] == [(0, 0), (1, 1)]
    assert [first.username, second.username] == ["huifang_sandbox_bot", "sandbox_2_bot"]


def test_ids_of_customers_need_more_than_32_bits(world: World) -> None:
    customer = world.add_customer(EMMA)
    assert 2**32 < customer.id < 2**52


def test_a_customer_can_be_brought_back_under_the_old_id(world: World) -> None:
    assert world.add_customer(EMMA, 42) is world.customers[42]


def test_the_quietest_customer_is_forgotten_when_there_are_too_many(clock: FakeClock) -> None:
    world = World(WorldSettings(customers=2), clock=clock)
    first, second = world.add_customer(EMMA), world.add_customer(EMMA)
    Seat.of(world, world.first, first.id).say("still here")
    Seat.of(world, world.first, second.id)
    Seat.of(world, world.first, first.id)
    third = world.add_customer(EMMA)
    assert list(world.customers) == [first.id, third.id]
    assert list(world.first.chats) == [first.id]


def test_a_message_has_a_frame_and_is_recorded(world: World, seat: Seat, clock: FakeClock) -> None:
    message, event = world.write(seat.bot, seat.chat, seat.customer, {"text": "hi"})
    assert message.payload == {
        "message_id": message.id,
        "from": seat.customer.as_user(),
        "chat": seat.chat.as_json(),
        "date": int(clock()),
        "text": "hi",
    }
    assert (event.kind, event.by, event.body) == (EventKind.MESSAGE, Side.CUSTOMER, message.payload)
    assert seat.chat.messages == {message.id: message}


def test_message_ids_grow(world: World, seat: Seat) -> None:
    first, _ = world.write(seat.bot, seat.chat, None, {"text": "1"})
    second, _ = world.write(seat.bot, seat.chat, None, {"text": "2"})
    assert second.id == first.id + 1


def test_events_reach_the_chat_and_the_feed(world: World, seat: Seat) -> None:
    event = world.record(seat.bot, seat.chat, EventKind.ACTION, Side.BOT, {"action": "typing"})
    assert (world.feed.since(0, 9), list(seat.chat.events)) == ([event], [event])


def test_groups_have_negative_ids(world: World, seat: Seat) -> None:
    group = world.add_group(seat.bot, "Staff", [seat.customer], ChatKind.GROUP)
    super_group = world.add_group(seat.bot, "Staff", [seat.customer], ChatKind.SUPERGROUP)
    assert (group.id < 0, super_group.id < -1_000_000_000_000) == (True, True)


async def test_closing_ends_all_waiting_requests(world: World, post: FakePost) -> None:
    await world.close()
    assert (world.closed, post.closed) == (True, True)
