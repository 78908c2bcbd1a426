"""The port `Decoder`: Telegram's decoder and the plain one say the same of the same happenings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from actions.turn.incoming import ButtonPressed, TextReceived, Unhandled
from bot.telegram.decoder import UpdateDecoder
from bot.worker.loops.ports import Decoder
from store.models.address import Address
from tests.bot.telegram.conftest import CHAT, GROUP, message, tap
from tests.fakes.decoder import PlainDecoder

ANN = Address(CHAT["id"])
Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Channel:
    """A decoder, and how its channel writes what happened."""

    decoder: Decoder
    text: Callable[[str], Raw]
    group_text: Callable[[str], Raw]
    pressed: Callable[[str], Raw]
    other: Raw


CHANNELS = {
    "telegram": Channel(
        UpdateDecoder("our_bot"),
        lambda text: {"update_id": 1, "message": message(text=text)},
        lambda text: {"update_id": 1, "message": message(GROUP, text=text)},
        lambda data: {"update_id": 1, "callback_query": tap(data=data, message=message())},
        {"update_id": 1, "poll": {}},
    ),
    "plain": Channel(
        PlainDecoder(),
        lambda text: {"text": text, "chat": CHAT["id"]},
        lambda text: {"group": text},
        lambda data: {"tap": data, "chat": CHAT["id"]},
        {"other": "poll"},
    ),
}


@pytest.fixture(params=CHANNELS)
def channel(request: pytest.FixtureRequest) -> Channel:
    return CHANNELS[request.param]


def test_text_has_its_words_and_where_they_came_from(channel: Channel) -> None:
    incoming = channel.decoder.decode(channel.text("你好"))
    assert isinstance(incoming, TextReceived)
    assert (incoming.text, incoming.origin.private) == ("你好", True)
    assert (incoming.origin.address, incoming.origin.person.account) == (ANN, ANN)
    assert incoming.sent_at.tzinfo is not None


def test_text_in_a_group_is_not_private(channel: Channel) -> None:
    incoming = channel.decoder.decode(channel.group_text("你好"))
    assert isinstance(incoming, TextReceived)
    assert (incoming.text, incoming.origin.private) == ("你好", False)


def test_pressed_button_has_its_data(channel: Channel) -> None:
    incoming = channel.decoder.decode(channel.pressed("a:1"))
    assert isinstance(incoming, ButtonPressed)
    assert (incoming.data, incoming.origin.address) == ("a:1", ANN)


def test_kind_without_a_use_is_unhandled(channel: Channel) -> None:
    assert channel.decoder.decode(channel.other) == Unhandled("poll")


@pytest.mark.parametrize(
    "raw", [{"message": {"text": "王小明"}}, {"message": "王小明"}, {"callback_query": 1}]
)
def test_update_that_can_never_be_decoded_is_refused_without_its_words(channel: Channel, raw: Raw) -> None:
    with pytest.raises(ValueError, match=r"^[^王]+$"):
        channel.decoder.decode(raw)
