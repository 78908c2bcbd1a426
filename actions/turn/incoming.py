"""What can come in from a chat, free of any channel's own format."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from store.models.address import Address
from store.models.conversations import MessageKind


class Forged(Exception):
    """The data of a button that Huifang did not make for this customer: refused, and noted for staff."""


class Disposition(Enum):
    """DONE: nothing is left to do. WAITING: kept and acknowledged, to be understood later."""

    DONE = "done"
    WAITING = "waiting"


START = "start"  # what stands behind it is a token, not words


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote. `language_code` is what the person's app is set to (IETF tag)."""

    account: Address
    first_name: str
    username: str | None = None
    language_code: str | None = None
    last_name: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something came from. Only private chats are talks with a customer; they may have topics.

    `anonymous` says that a group's administrator hides who writes.
    """

    address: Address
    person: Person
    private: bool = True
    topic: int | None = None
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Ties:
    """What a message belongs to.

    `reply_to` is the channel's id of the message that it replies to, `quoted` what it quotes of that, or how
    that begins, and `forwarded_from` the name of whom it was forwarded from. The items of one album have the
    same `album`. Words that are quoted or forwarded are not the customer's own.
    """

    reply_to: int | None = None
    quoted: str | None = None
    forwarded_from: str | None = None
    album: str | None = None


ALONE = Ties()


@dataclass(frozen=True, slots=True)
class TextReceived:
    """A plain text message."""

    origin: Origin
    message_id: int
    sent_at: datetime
    text: str
    ties: Ties = ALONE


@dataclass(frozen=True, slots=True)
class CommandReceived:
    """A bot command, such as `/start abc`: name `start`, argument `abc`."""

    origin: Origin
    message_id: int
    sent_at: datetime
    name: str
    argument: str
    ties: Ties = ALONE


@dataclass(frozen=True, slots=True)
class AttachmentReceived:
    """Anything that is not text; `details` holds file ids, sizes or coordinates as Telegram names them."""

    origin: Origin
    message_id: int
    sent_at: datetime
    kind: MessageKind
    details: dict[str, Any]
    caption: str | None = None
    ties: Ties = ALONE


@dataclass(frozen=True, slots=True)
class TextEdited:
    """A message got another wording (or caption)."""

    origin: Origin
    message_id: int
    edited_at: datetime
    text: str
    ties: Ties = ALONE


@dataclass(frozen=True, slots=True)
class ButtonPressed:
    """An inline button was pressed. `message_id` is missing where the message is too old for Telegram."""

    origin: Origin
    tap_id: str
    message_id: int | None
    data: str


@dataclass(frozen=True, slots=True)
class ReachabilityChanged:
    """The customer blocked or unblocked the bot."""

    origin: Origin
    reachable: bool


@dataclass(frozen=True, slots=True)
class GroupChanged:
    """The bot's rights in a group have changed, or the group has a new address."""

    origin: Origin
    new_address: Address | None = None


@dataclass(frozen=True, slots=True)
class Unhandled:
    """An update that means nothing to a conversation: kept in the inbox, and nothing else done."""

    kind: str


# What a person does in a chat.
PersonalUpdate = TextReceived | CommandReceived | AttachmentReceived | TextEdited | ButtonPressed
Incoming = PersonalUpdate | ReachabilityChanged | GroupChanged | Unhandled


def words(incoming: Incoming) -> str | None:
    """The text of it that has to be understood, if any."""
    match incoming:
        case TextReceived(text=text) | TextEdited(text=text):
            return text
        case AttachmentReceived(caption=caption):
            return caption
        case CommandReceived(name=name, argument=argument) if name != START:
            return argument or None
        case _:
            return None
