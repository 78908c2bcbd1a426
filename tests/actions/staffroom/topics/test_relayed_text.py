"""How messages look in a topic."""

from dataclasses import replace

import pytest

from actions.staffroom.topics.relayed_text import bundle_text, bundles
from nlu.contract.labels import Language
from store.models.address import Address
from store.models.conversations import Direction, MessageKind
from store.queries.staffroom.relay_lines import RelayLine
from tests.conftest import NOON

HELLO = RelayLine(
    1, Direction.IN, MessageKind.TEXT, "Hello", None, None, None, None, None, Address(5), 11, NOON
)
PHOTO = replace(HELLO, id=2, kind=MessageKind.PHOTO, text=None, number=12)


def joined(*lines: RelayLine) -> list[list[int]]:
    return [[line.id for line in bundle.lines] for bundle in bundles(lines, Language.EN)]


def test_texts_are_joined_and_files_are_copied() -> None:
    lines = (HELLO, replace(HELLO, id=2), replace(PHOTO, id=3), replace(HELLO, id=4))
    assert joined(*lines) == [[1, 2], [3], [4]]


def test_items_of_an_album_go_together_also_where_the_bot_spoke_between_them() -> None:
    first, second = (replace(PHOTO, id=number, album="7") for number in (1, 3))
    said = replace(HELLO, id=2, direction=Direction.OUT)
    assert joined(first, said, second, replace(PHOTO, id=4, album="8")) == [[1, 3], [2], [4]]


def test_file_of_a_colleague_is_copied_too() -> None:
    sent = replace(PHOTO, direction=Direction.OUT, staff_name="Ann")
    [bundle] = bundles([sent], Language.EN)
    assert bundle.copied is True
    [waiting] = bundles([replace(sent, number=None)], Language.EN)
    assert waiting.copied is False


def test_reply_begins_a_new_message() -> None:
    assert joined(HELLO, replace(HELLO, id=2, reply_to=9)) == [[1], [2]]


def test_long_texts_are_not_joined() -> None:
    assert joined(replace(HELLO, text="x" * 2000), replace(HELLO, id=2, text="y" * 2000)) == [[1], [2]]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (HELLO, "Hello"),
        (replace(HELLO, is_edited=True), "✏️ Hello"),
        (replace(HELLO, direction=Direction.OUT), "🤖 Hello"),
        (replace(HELLO, direction=Direction.OUT, staff_name="Ann"), "👤 Ann: Hello"),
        (replace(HELLO, forwarded_from="Bo"), "⤴ Bo: Hello"),
        (replace(HELLO, quoted="When?"), "↩ “When?”\nHello"),
        (replace(HELLO, text=None), ""),
    ],
)
def test_text_says_whose_it_is(line: RelayLine, text: str) -> None:
    assert bundle_text([line], Language.EN) == text
