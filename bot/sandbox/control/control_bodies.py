"""The JSON bodies of the control API. `control_api` lists the requests that they belong to."""

import base64
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.server.attachments import Upload, contact_content, file_content, location_content
from bot.sandbox.server.payloads import Json, RequestBody
from bot.sandbox.server.people import Persona

MAX_ATTACHMENT = 20 * 1024 * 1024
PositiveId = Annotated[int, Field(gt=0, lt=2**52)]


def _file(encoded: object) -> bytes:
    content = base64.b64decode(str(encoded), validate=True)
    if len(content) > MAX_ATTACHMENT:
        raise ValueError("the file is too big")
    return content


@dataclass(frozen=True, slots=True)
class NewCustomer(Persona):
    """An invented customer. With `id`, an earlier customer comes back."""

    id: PositiveId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Persona):
    """A new customer and the first text."""

    text: str


@dataclass(frozen=True, slots=True)
class OpeningBurst(RequestBody):
    """Many new customers at once."""

    openings: Annotated[list[Opening], Field(max_length=1_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerMove(RequestBody, ABC):
    """A move in the private chat, or in the group `chat`, in one of its topics, perhaps anonymously."""

    chat: int | None = None
    topic: int | None = None
    anonymous: bool = False

    @abstractmethod
    def make(self, seat: Seat) -> Json:
        """Make the move and return the answer.

        Raises:
            MoveRefused: the move cannot be made.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMove(CustomerMove):
    """Write a text, perhaps as a reply to a message."""

    text: str
    reply_to: int | None = None

    def make(self, seat: Seat) -> Json:
        return asdict(seat.say(self.text, self.reply_to))


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageMove(CustomerMove):
    """Write a message of any kind: the fields of the `Message` object without its frame."""

    content: dict[str, Any]

    def make(self, seat: Seat) -> Json:
        return asdict(seat.send(self.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMove(CustomerMove):
    """Change an own message."""

    message_id: int
    text: str

    def make(self, seat: Seat) -> Json:
        return asdict(seat.edit(self.message_id, self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class TapMove(CustomerMove):
    """Tap a button. With `forge`, there need not be a button with this data."""

    message_id: int
    data: str
    forge: bool = False

    def make(self, seat: Seat) -> Json:
        return asdict(seat.tap(self.message_id, self.data, forge=self.forge))


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentMove(CustomerMove):
    """Send something that is not a text. Without `content` (base64), a small sample is sent.

    `caption` is the emoji of a sticker; a location takes `latitude` and `longitude`, in degrees. A contact
    is the one of the customer, with the number `phone`.
    """

    kind: Literal["photo", "voice", "document", "sticker", "location", "contact"]
    caption: Annotated[str, Field(max_length=1024)] = ""
    name: Annotated[str, Field(max_length=200)] = "file"
    mime: Annotated[str, Field(max_length=100)] = "application/octet-stream"
    content: Annotated[bytes, BeforeValidator(_file)] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] = 31.2304
    longitude: Annotated[float, Field(ge=-180, le=180)] = 121.4737
    phone: Annotated[str, Field(max_length=40)] = "8613800000000"

    def make(self, seat: Seat) -> Json:
        if self.kind == "location":
            return asdict(seat.send(location_content(self.latitude, self.longitude)))
        if self.kind == "contact":
            owner = seat.customer
            return asdict(seat.send(contact_content(self.phone, owner.id, owner.persona.first_name)))
        upload = Upload(self.name, self.mime, self.content) if self.content is not None else None
        return asdict(seat.send(file_content(seat.world.files, self.kind, upload, self.caption)))


@dataclass(frozen=True, slots=True)
class NewGroup(RequestBody):
    """A group, with topics where it is a `forum`. The first member adds the bot."""

    title: Annotated[str, Field(min_length=1, max_length=128)]
    members: Annotated[list[int], Field(min_length=1, max_length=200)]
    forum: bool = False


@dataclass(frozen=True, slots=True)
class StandingChange(RequestBody):
    """The status of the bot in a group, and its rights as an administrator."""

    status: Literal["administrator", "member", "left", "kicked"] = "administrator"
    rights: list[Literal["can_manage_topics", "can_pin_messages", "can_delete_messages"]] = field(
        default_factory=list
    )


@dataclass(frozen=True, slots=True)
class RawUpdate(RequestBody):
    """Any update, known to Telegram or not: `{"kind": "poll", "payload": {…}}`. `lane` orders webhooks."""

    kind: Annotated[str, Field(pattern=r"^[a-z_]{1,64}$")]
    payload: dict[str, Any]
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Renumbering(RequestBody):
    """The next update gets this id."""

    next_id: PositiveId
