"""What a message is tied to."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.turn.incoming import ALONE, Ties
from bot.telegram.ties import LONGEST_QUOTE, NO_NAME, read_ties

REPLIED: dict[str, Any] = {
    "message_id": 40,
    "date": 1,
    "text": "The fitter comes on Friday between 9 and 12.",
}
NEWS: dict[str, Any] = {"type": "channel", "chat": {"id": -1, "title": "Mall News"}, "message_id": 5}


@pytest.mark.parametrize(
    ("content", "ties"),
    [
        ({}, ALONE),
        ({"reply_to_message": REPLIED}, Ties(reply_to=40, quoted=REPLIED["text"])),
        ({"reply_to_message": {"message_id": 40, "photo": []}}, Ties(reply_to=40)),
        ({"reply_to_message": {"message_id": 40, "caption": "看"}}, Ties(reply_to=40, quoted="看")),
        (
            {"reply_to_message": REPLIED, "quote": {"text": "on Friday", "position": 17}},
            Ties(reply_to=40, quoted="on Friday"),
        ),
        (
            {"external_reply": {"origin": NEWS}, "quote": {"text": "All at half price"}},
            Ties(quoted="Mall News: All at half price"),
        ),
        ({"external_reply": {"origin": NEWS}}, Ties(quoted="Mall News")),
        ({"reply_to_story": {"chat": {"title": "Mall News"}, "id": 3}}, Ties(quoted="Mall News")),
        ({"forward_origin": NEWS}, Ties(forwarded_from="Mall News")),
        (
            {"forward_origin": {"type": "user", "sender_user": {"first_name": "Lou", "last_name": "Reed"}}},
            Ties(forwarded_from="Lou Reed"),
        ),
        (
            {"forward_origin": {"type": "hidden_user", "sender_user_name": "Lou"}},
            Ties(forwarded_from="Lou"),
        ),
        (
            {"forward_origin": {"type": "chat", "sender_chat": {"username": "team"}}},
            Ties(forwarded_from="team"),
        ),
        ({"forward_origin": {"type": "hidden_user", "sender_user_name": " "}}, Ties(forwarded_from=NO_NAME)),
        ({"forward_origin": {"type": "of the future"}}, Ties(forwarded_from=NO_NAME)),
        ({"media_group_id": "77"}, Ties(album="77")),
    ],
)
def test_ties_are_read(content: dict[str, Any], ties: Ties) -> None:
    assert read_ties(content, topic=None) == ties


@pytest.mark.parametrize(
    "first", [{"message_id": 31, "text": "x"}, {"message_id": 30, "forum_topic_created": {"name": "x"}}]
)
def test_first_message_of_a_topic_is_not_replied_to(first: dict[str, Any]) -> None:
    assert read_ties({"reply_to_message": first}, topic=31) == ALONE


def test_long_quote_is_cut() -> None:
    ties = read_ties({"reply_to_message": REPLIED | {"text": "长" * 5000}}, topic=None)
    assert ties.quoted == "长" * LONGEST_QUOTE


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
NAMES = st.sampled_from(
    (
        *("message_id", "text", "caption", "origin", "type", "chat", "title", "first_name", "last_name"),
        *("sender_user", "sender_user_name", "sender_chat", "author_signature"),
    )
)
PARTS = ("reply_to_message", "quote", "external_reply", "reply_to_story", "forward_origin", "media_group_id")


@given(
    st.dictionaries(st.sampled_from(PARTS), JSON | st.dictionaries(NAMES, JSON)),
    st.none() | st.integers(1, 9),
)
def test_ties_of_an_odd_form_are_left_out(content: dict[str, Any], topic: int | None) -> None:
    ties = read_ties(content, topic)
    assert all(value is None or isinstance(value, str) for value in (ties.quoted, ties.album))
    assert (ties.forwarded_from is not None) == ("forward_origin" in content)
