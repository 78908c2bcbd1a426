"""People whom a text names."""

from store.models.address import Address
from store.queues.text_mention import TextMention, mentions_by_part

NA = TextMention(2, 2, Address(7))


def test_stored_mention_is_the_same_one() -> None:
    assert TextMention.of_plain(NA.plain()) == NA


def test_places_count_from_the_part_in_utf16_units() -> None:
    parts = ["😀李娜", "😀 Bo", "Bo"]
    mentions = [NA, TextMention(8, 2, Address(8)), TextMention(13, 2, Address(9))]
    assert list(mentions_by_part("😀李娜 😀 Bo   Bo", parts, mentions)) == [
        (NA,),
        (TextMention(3, 2, Address(8)),),
        (TextMention(0, 2, Address(9)),),
    ]


def test_name_that_is_cut_in_two_is_not_mentioned() -> None:
    assert list(mentions_by_part("Li Na", ["Li", "Na"], [TextMention(0, 5, Address(7))])) == [(), ()]
