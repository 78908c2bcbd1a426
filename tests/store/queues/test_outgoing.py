"""What a row keeps of something to be sent."""

import pytest

from store.models.address import Address
from store.models.queues import OutboxAction
from store.queues.message_split import split
from store.queues.outgoing import Document, Outgoing, parts_of, payload_of
from store.queues.text_mention import TextMention

CHAT = Address(5)


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({}, {}),
        ({"topic": 9}, {"message_thread_id": 9}),
        ({"reply_to": 4}, {"reply_to": 4}),
        ({"source": Address(-7), "originals": (3, 4)}, {"source": -7, "originals": [3, 4]}),
        ({"document": Document("a.json", "{}")}, {"document": {"name": "a.json", "content": "{}"}}),
        ({"phone_button": "Share"}, {"phone_button": "Share"}),
        ({"mentions": (TextMention(0, 2, Address(7)),)}, {"mentions": [[0, 2, 7]]}),
    ],
)
def test_row_keeps_only_what_is_there(more: dict[str, object], kept: dict[str, object]) -> None:
    outgoing = Outgoing(CHAT, OutboxAction.SEND, "Hi", **more)  # type: ignore[arg-type]  # by the case
    assert payload_of(outgoing) == {"text": "Hi", "buttons": [], "target": None, "tap": None} | kept


def test_long_text_has_its_message_and_topic_with_the_last_part() -> None:
    text = "word " * 2_000
    *before, last = parts_of(Outgoing(CHAT, OutboxAction.SEND, text, message_id=7, topic=9))
    assert [each.text for each in (*before, last)] == split(text)
    assert {(each.message_id, each.topic) for each in before} == {(None, 9)}
    assert (last.message_id, last.topic) == (7, 9)


def test_each_part_of_a_long_text_keeps_its_mentions() -> None:
    text = "😀" * 2_000 + "\n" + "x" * 3_000 + " 李娜"
    mentions = (TextMention(3_998, 2, Address(6)), TextMention(7_002, 2, Address(7)))
    first, last = parts_of(Outgoing(CHAT, OutboxAction.SEND, text, mentions=mentions))
    assert (first.mentions, last.mentions) == ((mentions[0],), (TextMention(3_001, 2, Address(7)),))


@pytest.mark.parametrize("action", [OutboxAction.SEND, OutboxAction.EDIT])
def test_short_text_keeps_its_mentions(action: OutboxAction) -> None:
    outgoing = Outgoing(CHAT, action, "Ann", mentions=(TextMention(0, 3, Address(7)),))
    assert list(parts_of(outgoing)) == [outgoing]
