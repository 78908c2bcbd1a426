import json

import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.server.bot_account import OPEN_TAPS, BotAccount, OpenTap
from bot.sandbox.server.update_queue import TAP_LIFE
from tests.bot.sandbox.conftest import FakeClock

CHAT = ("chat", 7)


def test_a_bot_is_a_telegram_user(account: BotAccount) -> None:
    assert account.as_user() == {
        "id": 4242,
        "is_bot": True,
        "first_name": "Huifang",
        "username": "huifang_sandbox_bot",
    }


@pytest.mark.parametrize(
    ("asked", "kind", "wanted"),
    [
        (None, "message", True),
        (None, "message_reaction", False),
        (["message_reaction"], "message_reaction", True),
        (["message_reaction"], "message", False),
        ([], "message", True),
    ],
)
def test_a_bot_gets_the_kinds_that_it_allows(
    account: BotAccount, clock: FakeClock, asked: list[str] | None, kind: str, wanted: bool
) -> None:
    account.allowed = asked
    delivered = account.deliver(kind, {}, CHAT, clock())
    assert (delivered is not None, len(account.queue)) == (wanted, int(wanted))


def test_push_delivers_kinds_that_are_not_allowed(account: BotAccount, clock: FakeClock) -> None:
    account.allowed = ["message"]
    account.push("something_new", {"x": 1}, CHAT, clock())
    [queued] = account.queue.take(0, 9, clock())
    assert json.loads(queued.body) == {"update_id": queued.update_id, "something_new": {"x": 1}}


def test_a_tap_can_be_answered_for_a_while(account: BotAccount, seat: Seat, clock: FakeClock) -> None:
    tap = OpenTap("9", seat.chat, clock())
    account.open_tap(tap)
    assert [account.tap("9", clock() + TAP_LIFE), account.tap("9", clock() + TAP_LIFE + 1)] == [tap, None]
    assert account.tap("8", clock()) is None


def test_open_taps_are_bounded(account: BotAccount, seat: Seat) -> None:
    for number in range(OPEN_TAPS + 3):
        account.open_tap(OpenTap(str(number), seat.chat, 0.0))
    assert (len(account.taps), next(iter(account.taps))) == (OPEN_TAPS, "3")
