import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.control.group_moves import migrate_group, new_group
from bot.sandbox.methods.addressees import addressed_chat, pace, reachable_chat
from bot.sandbox.server.bot_api_errors import BadRequest, ChatMigrated, Forbidden, TooManyRequests
from bot.sandbox.server.people import Persona
from bot.sandbox.server.rates import Rates
from tests.bot.sandbox.conftest import FakeClock
from tests.bot.sandbox.methods.conftest import MakeCall


@pytest.mark.parametrize(
    ("chat_id", "description"),
    [
        (None, "Bad Request: chat_id is empty"),
        ("", "Bad Request: chat_id is empty"),
        (5, "Bad Request: chat not found"),
        ("@support", "Bad Request: chat not found"),
    ],
)
def test_an_unknown_chat_is_refused(call: MakeCall, chat_id: object, description: str) -> None:
    with pytest.raises(BadRequest) as caught:
        addressed_chat(call(chat_id=chat_id))
    assert caught.value.description == description


def test_a_bot_cannot_write_first(call: MakeCall, seat: Seat) -> None:
    with pytest.raises(BadRequest, match="chat not found"):
        reachable_chat(call(chat_id=seat.customer.id))


def test_a_bot_cannot_write_first_to_a_member_of_its_group(call: MakeCall, seat: Seat) -> None:
    other = seat.world.add_customer(Persona("Emma"))
    new_group(seat.world, seat.bot, "Staff", [seat.customer.id, other.id])
    with pytest.raises(Forbidden) as caught:
        reachable_chat(call(chat_id=str(other.id)))
    assert caught.value.description == "Forbidden: bot can't initiate conversation with a user"


def test_a_customer_who_has_written_is_reachable(call: MakeCall, opened: Seat) -> None:
    assert reachable_chat(call(chat_id=str(opened.customer.id))) is opened.chat


def test_a_customer_who_has_blocked_the_bot_is_unreachable(call: MakeCall, opened: Seat) -> None:
    opened.block()
    with pytest.raises(Forbidden) as caught:
        reachable_chat(call(chat_id=opened.customer.id))
    assert caught.value.description == "Forbidden: bot was blocked by the user"
    opened.unblock()
    assert reachable_chat(call(chat_id=opened.customer.id)) is opened.chat


def test_a_deactivated_customer_is_unreachable(call: MakeCall, opened: Seat) -> None:
    opened.deactivate()
    with pytest.raises(Forbidden) as caught:
        reachable_chat(call(chat_id=opened.customer.id))
    assert caught.value.description == "Forbidden: user is deactivated"


def test_a_group_is_reachable_until_it_migrates(call: MakeCall, seat: Seat) -> None:
    group = new_group(seat.world, seat.bot, "Staff", [seat.customer.id])
    assert reachable_chat(call(chat_id=group.id)) is group
    new = migrate_group(seat.world, seat.bot, group.id).chat
    with pytest.raises(ChatMigrated) as caught:
        reachable_chat(call(chat_id=group.id))
    assert caught.value.parameters == {"migrate_to_chat_id": new.id}


def test_pace_counts_by_the_rates_in_force(call: MakeCall, opened: Seat, clock: FakeClock) -> None:
    opened.world.rates = Rates(chat_burst=1)
    made = call(chat_id=opened.customer.id)
    pace(made, opened.chat)
    with pytest.raises(TooManyRequests):
        pace(made, opened.chat)
    clock.advance(1)
    pace(made, opened.chat)
