"""What has words that must be understood."""

import pytest

from actions.turn.incoming import (
    AttachmentReceived,
    ButtonPressed,
    CommandReceived,
    Incoming,
    Origin,
    Person,
    ReachabilityChanged,
    TextEdited,
    TextReceived,
    Unhandled,
    words,
)
from store.models.address import Address
from store.models.conversations import MessageKind
from tests.conftest import NOON

ANN = Origin(Address(7), Person(Address(7), "Ann"))


@pytest.mark.parametrize(
    ("incoming", "expected"),
    [
        (TextReceived(ANN, 1, NOON, "你好"), "你好"),
        (TextEdited(ANN, 1, NOON, "再见"), "再见"),
        (AttachmentReceived(ANN, 1, NOON, MessageKind.PHOTO, {}, "看这个"), "看这个"),
        (AttachmentReceived(ANN, 1, NOON, MessageKind.PHOTO, {}), None),
        (CommandReceived(ANN, 1, NOON, "help", "with my order"), "with my order"),
        (CommandReceived(ANN, 1, NOON, "help", ""), None),
        (CommandReceived(ANN, 1, NOON, "start", "a-token"), None),
        (ButtonPressed(ANN, "tap-1", 1, "y"), None),
        (ReachabilityChanged(ANN, reachable=True), None),
        (Unhandled("poll"), None),
    ],
)
def test_words_are_what_has_to_be_understood(incoming: Incoming, expected: str | None) -> None:
    assert words(incoming) == expected
