"""Raw updates become what can come in from a chat; nothing raises but `Undecodable`."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from actions.turn.incoming import (
    AttachmentReceived,
    ButtonPressed,
    CommandReceived,
    GroupChanged,
    Incoming,
    Origin,
    Person,
    ReachabilityChanged,
    TextEdited,
    TextReceived,
    Ties,
    Unhandled,
)
from bot.telegram.decoder import UpdateDecoder
from bot.telegram.send_errors import Undecodable
from store.models.address import Address
from store.models.conversations import MessageKind
from tests.bot.telegram.conftest import ANN, CHAT, DATE, GROUP, message, tap

PERSON = Person(Address(2**40 + 1), "Ann", None, "en")
ORIGIN = Origin(Address(2**40 + 1), PERSON)
SENT = datetime.fromtimestamp(DATE, UTC)


def decode(**update: Any) -> Incoming:
    return UpdateDecoder("HuifangBot").decode({"update_id": 1, **update})


def test_text_is_read() -> None:
    assert decode(message=message(text="你好")) == TextReceived(ORIGIN, 7, SENT, "你好")


def test_empty_text_is_a_text() -> None:
    assert decode(message=message(text="")) == TextReceived(ORIGIN, 7, SENT, "")


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/start", "start", ""),
        ("/start abc-DEF_1", "start", "abc-DEF_1"),
        ("/Start@huifangbot  abc ", "start", "abc"),
        ("/language\nen", "language", "en"),
        ("/both", "both", ""),
    ],
)
def test_command_is_read(text: str, name: str, argument: str) -> None:
    assert decode(message=message(text=text)) == CommandReceived(ORIGIN, 7, SENT, name, argument)


@pytest.mark.parametrize(
    "text",
    ["/help@other_bot", "/ my parcel", '/praise{"x":1}', "/投诉", "//start", " /start", "/", "a /start"],
)
def test_text_with_a_slash_is_no_command(text: str) -> None:
    assert decode(message=message(text=text)) == TextReceived(ORIGIN, 7, SENT, text)


def test_command_in_a_group_has_its_ties_and_is_not_that_of_another_bot() -> None:
    origin = Origin(Address(GROUP["id"]), PERSON, private=False)
    replied = message(GROUP, text="/delete", reply_to_message=message(GROUP, text="wrong"))
    assert decode(message=replied) == CommandReceived(
        origin, 7, SENT, "delete", "", Ties(reply_to=7, quoted="wrong")
    )
    assert decode(message=message(GROUP, text="/take@other_bot")) == TextReceived(
        origin, 7, SENT, "/take@other_bot"
    )


def test_anonymous_administrator_is_marked() -> None:
    incoming = decode(message=message(GROUP, text="x", sender_chat=GROUP))
    origin = Origin(Address(GROUP["id"]), PERSON, private=False, anonymous=True)
    assert incoming == TextReceived(origin, 7, SENT, "x")


def test_group_that_changes_says_so() -> None:
    origin = Origin(Address(GROUP["id"]), PERSON, private=False)
    assert decode(message=message(GROUP, migrate_to_chat_id=-100)) == GroupChanged(origin, Address(-100))
    change = {"chat": GROUP, "from": ANN, "new_chat_member": {"status": "member"}}
    assert decode(my_chat_member=change) == GroupChanged(origin)


def test_attachment_is_read_with_its_caption() -> None:
    photo = [{"file_id": "f", "width": 10, "height": 10}]
    assert decode(message=message(photo=photo, caption="看这里")) == AttachmentReceived(
        ORIGIN, 7, SENT, MessageKind.PHOTO, {"type": "photo", **photo[0]}, "看这里"
    )


def test_content_of_the_future_is_read_only_where_a_person_wrote_words_to_it() -> None:
    assert decode(message=message(hologram={"depth": 3})) == Unhandled("hologram")
    assert decode(message=message(hologram={"depth": 3}, caption="坏了")) == AttachmentReceived(
        ORIGIN, 7, SENT, MessageKind.OTHER, {"type": "unknown"}, "坏了"
    )


def test_message_and_tap_in_a_topic_of_a_private_chat_name_it() -> None:
    topic: dict[str, Any] = {"message_thread_id": 5, "is_topic_message": True}
    there = replace(ORIGIN, topic=5)
    pressed = tap(data="x", message={"message_id": 9, "date": DATE, "chat": CHAT, **topic})
    assert decode(message=message(text="你好", **topic)) == TextReceived(there, 7, SENT, "你好")
    assert decode(edited_message=message(text="x", **topic)) == TextEdited(there, 7, SENT, "x")
    assert decode(callback_query=pressed) == ButtonPressed(there, "tap-1", 9, "x")


def test_thread_of_replies_is_no_topic() -> None:
    assert decode(message=message(text="x", message_thread_id=5)) == TextReceived(ORIGIN, 7, SENT, "x")


def test_ties_are_read_and_the_words_are_the_own_ones() -> None:
    replied = {"message_id": 3, "date": DATE, "chat": CHAT, "text": "Your parcel comes on Monday."}
    told = message(text="It did not.", reply_to_message=replied, quote={"text": "on Monday", "position": 17})
    assert decode(message=told) == TextReceived(
        ORIGIN, 7, SENT, "It did not.", Ties(reply_to=3, quoted="on Monday")
    )


def test_item_of_an_album_names_it() -> None:
    photo = [{"file_id": "f", "width": 10, "height": 10}]
    assert decode(message=message(photo=photo, media_group_id="77")) == AttachmentReceived(
        ORIGIN, 7, SENT, MessageKind.PHOTO, {"type": "photo", **photo[0]}, None, Ties(album="77")
    )


def test_command_that_is_forwarded_is_a_text() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Lou", "date": DATE}
    assert decode(message=message(text="/forget", forward_origin=origin)) == TextReceived(
        ORIGIN, 7, SENT, "/forget", Ties(forwarded_from="Lou")
    )


def test_both_names_of_a_person_are_read() -> None:
    incoming = decode(message=message(text="x") | {"from": ANN | {"last_name": "Lee"}})
    assert incoming == TextReceived(replace(ORIGIN, person=replace(PERSON, last_name="Lee")), 7, SENT, "x")


def test_command_in_a_caption_is_none() -> None:
    incoming = decode(message=message(sticker={"file_id": "s"}, caption="/start"))
    assert isinstance(incoming, AttachmentReceived)


@pytest.mark.parametrize("words", [{"text": "better"}, {"caption": "better", "photo": []}])
def test_edited_words_are_read(words: dict[str, Any]) -> None:
    edited = message(edit_date=DATE + 60, **words)
    at = datetime.fromtimestamp(DATE + 60, UTC)
    assert decode(edited_message=edited) == TextEdited(ORIGIN, 7, at, "better")


def test_edit_without_a_date_has_that_of_the_message() -> None:
    assert decode(edited_message=message(text="x")) == TextEdited(ORIGIN, 7, SENT, "x")


def test_live_location_is_no_edit() -> None:
    edited = message(location={"latitude": 1.0, "longitude": 2.0}, edit_date=DATE)
    assert decode(edited_message=edited) == Unhandled("edited message without text")


def test_tap_is_read() -> None:
    query = tap(data="s:1:5", message={"message_id": 9, "date": DATE, "chat": CHAT, "text": "How was it?"})
    assert decode(callback_query=query) == ButtonPressed(ORIGIN, "tap-1", 9, "s:1:5")


def test_tap_on_a_message_out_of_reach_names_no_message() -> None:
    query = tap(data="s:1:5", message={"message_id": 9, "date": 0, "chat": CHAT})
    assert decode(callback_query=query) == ButtonPressed(ORIGIN, "tap-1", None, "s:1:5")


def test_tap_without_a_message_is_in_the_chat_of_its_person() -> None:
    assert decode(callback_query=tap(data="x")) == ButtonPressed(ORIGIN, "tap-1", None, "x")


def test_tap_in_a_group_is_not_private() -> None:
    query = tap(data="x", message={"message_id": 9, "date": DATE, "chat": GROUP})
    assert decode(callback_query=query) == ButtonPressed(
        Origin(Address(GROUP["id"]), PERSON, private=False), "tap-1", 9, "x"
    )


@pytest.mark.parametrize(("status", "reachable"), [("kicked", False), ("left", False), ("member", True)])
def test_blocking_is_read(*, status: str, reachable: bool) -> None:
    change = {"chat": CHAT, "from": ANN, "date": DATE, "new_chat_member": {"status": status, "user": {}}}
    assert decode(my_chat_member=change) == ReachabilityChanged(ORIGIN, reachable=reachable)


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        ({"message_reaction": {"chat": CHAT}}, "message_reaction"),
        ({"from_the_future": {"chat": CHAT}}, "from_the_future"),
        ({}, "nothing"),
        ({"message": message(pinned_message={"message_id": 1})}, "pinned_message"),
        ({"message": {"message_id": 1, "date": DATE, "chat": GROUP, "text": "x"}}, "message without sender"),
        ({"callback_query": tap(game_short_name="chess")}, "callback query without data"),
    ],
)
def test_what_means_nothing_to_a_conversation_is_unhandled(update: dict[str, Any], kind: str) -> None:
    assert decode(**update) == Unhandled(kind)


@pytest.mark.parametrize(
    "update",
    [
        {"message": None},
        {"message": "hi"},
        {"message": {"text": "hi"}},
        {"message": message(text=5)},
        {"message": message() | {"date": 10**18}},
        {"message": message() | {"message_id": 2**63}},
        {"message": message() | {"from": {"id": "1", "first_name": "Ann"}}},
        {"message": message({"id": 1.5, "type": "private"}, text="hi")},
        {"message": message(photo=[])},
        {"callback_query": {"id": "1", "data": "x"}},
        {"callback_query": tap(data="x", message={"chat": CHAT})},
        {"my_chat_member": {"chat": CHAT, "from": ANN}},
    ],
)
def test_update_that_lacks_what_its_kind_has_is_undecodable(update: dict[str, Any]) -> None:
    with pytest.raises(Undecodable):
        decode(**update)


def test_failure_to_decode_does_not_repeat_what_was_written() -> None:
    with pytest.raises(Undecodable) as caught:
        decode(message={"text": "my secret", "from": {"id": "my secret"}, "chat": ["my secret"]})
    assert "secret" not in str(caught.value) + str(caught.value.__cause__)


@pytest.mark.parametrize("seed", range(50))
def test_odd_updates_are_decoded_or_undecodable(seed: int) -> None:
    source = random.Random(seed)  # noqa: S311 - a seeded source of nonsense, not of secrets
    odd: list[Any] = [None, True, 0, -1, 2**70, 1.5, "", "x", [], [[]], {}, {"id": 1}, {"type": "private"}]
    good = [
        {"message": message(text="/start x", photo=[{"width": 1, "height": 1}])},
        {"edited_message": message(caption="x")},
        {"callback_query": tap(data="x", message=message(text="asked"))},
        {"my_chat_member": {"chat": CHAT, "from": ANN, "new_chat_member": {"status": "kicked"}}},
    ]
    for update in good:
        [kind] = update
        value = dict(update[kind])
        value[source.choice([*value, "text", "venue", "photo"])] = source.choice(odd)
        try:
            decode(**{kind: value})
        except Undecodable as exc:
            assert str(exc) != ""  # noqa: PT017 - either way is right, but nothing else may be raised


@pytest.mark.parametrize("blank", ["\u3164", "\u2800", "\u115f", " \u200b"])
def test_name_of_which_nothing_is_seen_is_none(blank: str) -> None:
    incoming = decode(message=message(text="x") | {"from": ANN | {"first_name": blank, "last_name": blank}})
    nameless = replace(PERSON, first_name="", last_name=None)
    assert incoming == TextReceived(replace(ORIGIN, person=nameless), 7, SENT, "x")
