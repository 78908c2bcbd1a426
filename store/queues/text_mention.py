"""People whom a text names, so that Telegram notifies them, with or without a user name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from store.models.address import Address
from store.queues.message_split import units


@dataclass(frozen=True, slots=True)
class TextMention:
    """A name in a text: its place and length in UTF-16 units, and the account it stands for."""

    offset: int
    length: int
    account: Address

    def plain(self) -> list[int]:
        """Return it as it is stored."""
        return [self.offset, self.length, self.account.number]

    @classmethod
    def of_plain(cls, kept: Sequence[int]) -> "TextMention":
        """Return what `plain` has stored."""
        offset, length, number = kept
        return cls(offset, length, Address(number))


def mentions_by_part(
    text: str, parts: Sequence[str], mentions: Sequence[TextMention]
) -> Iterator[tuple[TextMention, ...]]:
    """Return the mentions in each part of a text that was split; a name that is cut in two has none."""
    end = 0
    for part in parts:
        begin = text.index(part, end)
        end = begin + len(part)
        first, last = units(text[:begin]), units(text[:end])
        yield tuple(
            replace(each, offset=each.offset - first)
            for each in mentions
            if first <= each.offset and each.offset + each.length <= last
        )
