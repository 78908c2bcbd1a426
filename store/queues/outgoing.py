"""Something to be sent, and how a row of the outbox keeps it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from store.models.address import Address
from store.models.conversations import MessageKind
from store.models.queues import OutboxAction
from store.queues.button import Button
from store.queues.message_split import split
from store.queues.text_mention import TextMention, mentions_by_part
from store.queues.transcript_parts import StaffUpload

TOPIC = "message_thread_id"
ORIGINALS = "originals"


@dataclass(frozen=True, slots=True)
class Document:
    """A text file: its name and content."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class BusinessFile:
    """A file of the business, whose content `store.models.answers.KeptContent` holds by its checksum."""

    kind: MessageKind
    name: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something to be sent.

    `text` is plain text, the caption where a `document` or an `upload` is sent, the emoji of a reaction, or
    the activity to show ("typing"). `mentions` are names in it that stand for people. `target` is the
    Telegram message to edit, delete or react to, `tap` the callback query to answer. `phone_button` is what
    a button below the input field says that shares the customer's phone number. `topic` is the topic of the
    chat. `reply_to` is the Telegram message that it replies to. `source` is the chat that messages are
    copied from, and `originals` are their numbers there. `arriving` is the message of the transcript to
    edit or delete, where its `target` is not known yet: the row that sends it is in front of this one.
    """

    address: Address
    action: OutboxAction
    text: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    target: int | None = None
    tap: str | None = None
    message_id: int | None = None
    invitation_id: int | None = None
    document: Document | None = None
    phone_button: str | None = None
    topic: int | None = None
    reply_to: int | None = None
    source: Address | None = None
    originals: tuple[int, ...] = ()
    upload: StaffUpload | None = None
    file: BusinessFile | None = None
    mentions: tuple[TextMention, ...] = ()
    arriving: int | None = None


@dataclass(frozen=True, slots=True)
class NewRow:
    """Something to be sent that has no row yet."""

    outgoing: Outgoing
    created_at: datetime
    due_at: datetime


def parts_of(outgoing: Outgoing) -> Iterator[Outgoing]:
    """Return it as messages that are short enough; the last one has the buttons."""
    texts = split(outgoing.text) if outgoing.action is OutboxAction.SEND else []
    texts = texts or [outgoing.text]
    *before, last = zip(texts, mentions_by_part(outgoing.text, texts, outgoing.mentions), strict=True)
    for text, mentions in before:
        yield Outgoing(outgoing.address, outgoing.action, text, topic=outgoing.topic, mentions=mentions)
    yield replace(outgoing, text=last[0], mentions=last[1])


def payload_of(outgoing: Outgoing) -> dict[str, Any]:
    """Return what a row keeps of it beside its columns."""
    return {
        "text": outgoing.text,
        "buttons": [[button.plain() for button in row] for row in outgoing.buttons],
        "target": outgoing.target,
        "tap": outgoing.tap,
        **({"document": asdict(outgoing.document)} if outgoing.document else {}),
        **({"file": asdict(outgoing.file)} if outgoing.file else {}),
        **({"phone_button": outgoing.phone_button} if outgoing.phone_button else {}),
        **({TOPIC: outgoing.topic} if outgoing.topic is not None else {}),
        **({"reply_to": outgoing.reply_to} if outgoing.reply_to is not None else {}),
        **({"source": outgoing.source.number} if outgoing.source is not None else {}),
        **({ORIGINALS: list(outgoing.originals)} if outgoing.originals else {}),
        **({"mentions": [each.plain() for each in outgoing.mentions]} if outgoing.mentions else {}),
        **({"arriving": outgoing.arriving} if outgoing.arriving is not None else {}),
    }


def outgoing_of(row: Row[Any]) -> Outgoing:
    """Return what a row says, without its upload and without the target of what was arriving."""
    payload = row.payload
    return Outgoing(
        address=row.address,
        action=row.action,
        text=payload["text"],
        buttons=tuple(tuple(Button(*button) for button in line) for line in payload["buttons"]),
        target=payload["target"],
        tap=payload["tap"],
        message_id=row.message_id,
        invitation_id=row.invitation_id,
        document=Document(**payload["document"]) if "document" in payload else None,
        file=_file_of(payload["file"]) if "file" in payload else None,
        phone_button=payload.get("phone_button"),
        topic=payload.get(TOPIC),
        reply_to=payload.get("reply_to"),
        source=Address(payload["source"]) if "source" in payload else None,
        originals=tuple(payload.get(ORIGINALS, ())),
        mentions=tuple(TextMention.of_plain(each) for each in payload.get("mentions", ())),
        arriving=payload.get("arriving"),
    )


def _file_of(kept: Mapping[str, str]) -> BusinessFile:
    return BusinessFile(MessageKind(kept["kind"]), kept["name"], kept["checksum"])
