"""How messages look in a topic: which are joined, which are copied, and what is written before them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from actions.staffroom.room.room_texts import room_text
from nlu.contract.labels import Language
from store.models.conversations import Direction, MessageKind
from store.queries.staffroom.relay_lines import RelayLine
from store.queues.message_split import units

# Texts are joined up to this length, in UTF-16 units; the longest message of Telegram has 4096.
LONGEST_JOINED = 3500


@dataclass(slots=True)
class RelayBundle:
    """Messages that become one message of the topic: joined texts, or a file or an album that is copied."""

    copied: bool
    lines: list[RelayLine] = field(default_factory=list)

    @property
    def album(self) -> str | None:
        """The album that is copied, if it is one."""
        return self.lines[0].album if self.copied else None


def bundles(lines: Sequence[RelayLine], language: Language) -> Iterator[RelayBundle]:
    """Join what belongs together, in order. A reply begins a new message, so that it can point back."""
    bundle: RelayBundle | None = None
    for line in _albums_together(lines):
        if bundle is not None and _joins(bundle, line, language):
            bundle.lines.append(line)
            continue
        if bundle is not None:
            yield bundle
        bundle = RelayBundle(_is_copied(line), [line])
    if bundle is not None:
        yield bundle


def bundle_text(lines: Sequence[RelayLine], language: Language) -> str:
    """Return the text of joined messages, one below the other."""
    return "\n".join(text for line in lines if (text := _line_text(line, language)))


def _albums_together(lines: Sequence[RelayLine]) -> list[RelayLine]:
    """Let the items of an album follow its first one, also where the bot has spoken between them."""
    first: dict[str, int] = {}
    keys = {
        line.id: place if line.album is None else first.setdefault(line.album, place)
        for place, line in enumerate(lines)
    }
    return sorted(lines, key=lambda line: (keys[line.id], line.id))


def _joins(bundle: RelayBundle, line: RelayLine, language: Language) -> bool:
    if _is_copied(line) or bundle.copied:
        return bundle.copied and _is_copied(line) and line.album is not None and line.album == bundle.album
    length = units(bundle_text([*bundle.lines, line], language))
    return line.reply_to is None and length <= LONGEST_JOINED


def _is_copied(line: RelayLine) -> bool:
    """Return whether the message itself is copied out of the customer's chat."""
    return line.kind is not MessageKind.TEXT and line.number is not None


def _line_text(line: RelayLine, language: Language) -> str:
    text = line.text or ""
    if not text:
        return ""
    if line.is_edited:
        text = room_text(language, "edited", text=text)
    if line.forwarded_from is not None:
        text = room_text(language, "forwarded", name=line.forwarded_from, text=text)
    elif line.quoted is not None:
        text = room_text(language, "quoted", quoted=line.quoted, text=text)
    if line.direction is Direction.IN:
        return text
    if line.staff_name is None:
        return room_text(language, "bot", text=text)
    return room_text(language, "staff", name=line.staff_name, text=text)
