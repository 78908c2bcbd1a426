import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.methods.edit_methods import delete_message, edit_markup, edit_text
from bot.sandbox.methods.text_methods import send_message
from bot.sandbox.server.bot_api_errors import NOT_MODIFIED, BadRequest, Forbidden
from bot.sandbox.server.event_feed import EventKind, Side
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.sandbox_world import World
from tests.bot.sandbox.conftest import FakeClock
from tests.bot.sandbox.methods.conftest import MakeCall

YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
NO = {"inline_keyboard": [[{"text": "No", "callback_data": "no"}]]}


@pytest.fixture
async def sent(call: MakeCall, opened: Seat) -> Json:
    """A message of the bot with a button."""
    return await send_message(call(chat_id=opened.customer.id, text="Well?", reply_markup=YES))


def address(message: Json) -> Json:
    return {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}


async def test_a_new_text_replaces_the_old_one_and_takes_the_keyboard_away(
    call: MakeCall, opened: Seat, sent: Json, clock: FakeClock
) -> None:
    clock.advance(5)
    edited = await edit_text(call(**address(sent), text="Thanks"))
    assert edited == {
        **{name: value for name, value in sent.items() if name != "reply_markup"},
        "text": "Thanks",
        "edit_date": int(clock()),
    }
    event = opened.chat.events[-1]
    assert (event.kind, event.by, event.body) == (EventKind.EDITED, Side.BOT, edited)


async def test_a_new_text_may_bring_a_new_keyboard(call: MakeCall, sent: Json) -> None:
    edited = await edit_text(call(**address(sent), text="Sure?", reply_markup=NO))
    assert (edited["text"], edited["reply_markup"]) == ("Sure?", NO)


async def test_the_keyboard_alone_can_be_changed_and_removed(call: MakeCall, sent: Json) -> None:
    changed = await edit_markup(call(**address(sent), reply_markup=NO))
    removed = await edit_markup(call(**address(sent)))
    assert (changed["text"], changed["reply_markup"]) == ("Well?", NO)
    assert (removed["text"], "reply_markup" in removed) == ("Well?", False)


async def test_an_edit_that_changes_nothing_is_refused(call: MakeCall, sent: Json) -> None:
    for edit in (
        edit_text(call(**address(sent), text="Well?", reply_markup=YES)),
        edit_markup(call(**address(sent), reply_markup=YES)),
    ):
        with pytest.raises(BadRequest) as caught:
            await edit
        assert caught.value.description == f"Bad Request: {NOT_MODIFIED}"


async def test_an_edit_that_was_already_made_is_refused(call: MakeCall, sent: Json, clock: FakeClock) -> None:
    await edit_text(call(**address(sent), text="Thanks"))
    clock.advance(5)
    with pytest.raises(BadRequest, match="message is not modified"):
        await edit_text(call(**address(sent), text="Thanks"))


async def test_a_customers_message_cannot_be_edited(call: MakeCall, opened: Seat) -> None:
    written = opened.say("mine")
    with pytest.raises(BadRequest, match="message can't be edited"):
        await edit_text(call(chat_id=opened.customer.id, message_id=written.message_id, text="yours"))


async def test_a_message_of_another_bot_is_not_found(call: MakeCall, world: World, sent: Json) -> None:
    other = world.authorised("99:other")
    Seat.of(world, other, sent["chat"]["id"]).say("/start")
    made = call(**address(sent), text="stolen")
    with pytest.raises(BadRequest, match="message to edit not found"):
        await edit_text(type(made)(world, other, made.arguments))


@pytest.mark.parametrize(
    ("message_id", "detail"),
    [(None, "message identifier is not specified"), (1, "message to edit not found")],
)
async def test_a_missing_message_cannot_be_edited(
    call: MakeCall, opened: Seat, message_id: object, detail: str
) -> None:
    with pytest.raises(BadRequest, match=detail):
        await edit_text(call(chat_id=opened.customer.id, message_id=message_id, text="x"))


async def test_a_location_has_no_text_to_edit(call: MakeCall, opened: Seat) -> None:
    message, _ = opened.world.write(opened.bot, opened.chat, None, {"location": {}})
    with pytest.raises(BadRequest, match="there is no text in the message to edit"):
        await edit_text(call(chat_id=opened.customer.id, message_id=message.id, text="x"))


async def test_a_message_to_a_customer_who_has_blocked_the_bot_is_not_edited(
    call: MakeCall, opened: Seat, sent: Json
) -> None:
    opened.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await edit_text(call(**address(sent), text="x"))


async def test_a_message_is_deleted_for_both_sides(call: MakeCall, opened: Seat, sent: Json) -> None:
    assert await delete_message(call(**address(sent))) is True
    event = opened.chat.events[-1]
    assert (event.kind, event.body) == (EventKind.DELETED, {"message_id": sent["message_id"]})
    with pytest.raises(BadRequest, match="message to delete not found"):
        await delete_message(call(**address(sent)))


async def test_a_message_older_than_two_days_stays(call: MakeCall, sent: Json, clock: FakeClock) -> None:
    clock.advance(48 * 3600 + 2)
    with pytest.raises(BadRequest, match="message can't be deleted for everyone"):
        await delete_message(call(**address(sent)))
