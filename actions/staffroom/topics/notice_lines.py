"""What notices about cases say, and where in them the name of the person stands who has the case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.staffroom.room.room_texts import room_text
from nlu.contract.labels import Language
from store.models.address import Address
from store.queues.message_split import units
from store.queues.text_mention import TextMention

NAME = "\0"
"""Stands for the name while a text is filled in: no name holds it."""


@dataclass(frozen=True, slots=True)
class Assignee:
    """Who has a case: what they are called, and their account where it is tied to the room."""

    name: str
    account: Address | None


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A line of a notice, and the name in it that Telegram notifies."""

    text: str
    mention: TextMention | None = None


def notice_line(language: Language, kind: str, reference: str, person: Assignee | None) -> NoticeLine:
    """Return what is said about an alarm of this kind."""
    text = room_text(language, f"notice_{kind}", reference=reference, whom=NAME)
    before, _, after = text.partition(NAME)
    name = person.name.strip() if person is not None else ""
    line = f"{before}{name}{after}".strip()
    if person is None or person.account is None:
        return NoticeLine(line)
    return NoticeLine(line, TextMention(units(before), units(name), person.account))


def joined(lines: Sequence[NoticeLine]) -> tuple[str, tuple[TextMention, ...]]:
    """Return the lines as one text, and the mentions in it."""
    mentions: list[TextMention] = []
    offset = 0
    for line in lines:
        if line.mention is not None:
            mentions.append(replace(line.mention, offset=offset + line.mention.offset))
        offset += units(line.text) + 1
    return "\n".join(line.text for line in lines), tuple(mentions)
