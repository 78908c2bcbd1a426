"""What the control API takes and gives, as JSON. `control` says where."""

import base64
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.sandbox.server.fault_plan import FaultKind
from bot.sandbox.server.payloads import Json

MAX_ATTACHMENT = 20 * 1024 * 1024
LanguageCode = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Seconds = Annotated[float, Field(ge=0, le=3600)]


class Body(BaseModel):
    """A request: unknown fields are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NewCustomer(Body):
    """Who is invented. `id` only brings somebody back; `language_code` as Telegram sends it (zh-hans)."""

    first_name: Annotated[str, Field(min_length=1, max_length=64)] = "Customer"
    last_name: Annotated[str, Field(max_length=64)] | None = None
    username: Annotated[str, Field(pattern=r"^\w{3,32}$")] | None = None
    language_code: LanguageCode | None = None
    id: Annotated[int, Field(gt=0, lt=2**52)] | None = None


class Text(Body):
    """A text, in the private chat or in a group (`chat`)."""

    text: str
    chat: int | None = None
    reply_to: int | None = None


class Opening(Body):
    """A new customer and the first text, in one."""

    first_name: Annotated[str, Field(min_length=1, max_length=64)] = "Customer"
    language_code: LanguageCode | None = None
    text: str


class Burst(Body):
    """Many at once."""

    openings: Annotated[list[Opening], Field(max_length=1_000)]


class Edit(Body):
    """A new text for an own message."""

    message_id: int
    text: str
    chat: int | None = None


class TapOn(Body):
    """A tap. `forge` lets data through that no button has."""

    message_id: int
    data: str
    chat: int | None = None
    forge: bool = False


class Attachment(Body):
    """Something that is no text. Without `content` (base64) a small sample is taken.

    `caption` is the emoji of a sticker; a location takes `latitude` and `longitude`, in degrees.
    """

    kind: Literal["photo", "voice", "document", "sticker", "location"]
    caption: Annotated[str, Field(max_length=1024)] = ""
    name: Annotated[str, Field(max_length=200)] = "file"
    mime: Annotated[str, Field(max_length=100)] = "application/octet-stream"
    content: bytes | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] = 31.2304
    longitude: Annotated[float, Field(ge=-180, le=180)] = 121.4737
    chat: int | None = None

    @field_validator("content", mode="before")
    @classmethod
    def decode(cls, value: object) -> object:
        """Read base64."""
        if value is None:
            return None
        content = base64.b64decode(str(value), validate=True)
        if len(content) > MAX_ATTACHMENT:
            raise ValueError("the file is too big")
        return content


class NewGroup(Body):
    """A group: the first member adds the bot."""

    title: Annotated[str, Field(min_length=1, max_length=128)]
    members: Annotated[list[int], Field(min_length=1, max_length=200)]


class FaultOrder(Body):
    """See `faults.Fault`, which has the same fields."""

    kind: FaultKind
    method: Annotated[str, Field(max_length=64)] = "*"
    chat: int | None = None
    count: Annotated[int, Field(ge=1)] | None = 1
    skip: Annotated[int, Field(ge=0)] = 0
    seconds: Seconds = 60.0
    code: Annotated[int, Field(ge=500, le=599)] = 500
    chat_to: int = 0

    @field_validator("method")
    @classmethod
    def fold(cls, value: str) -> str:
        """Methods are compared without case."""
        return value.lower()


class RatesOrder(Body):
    """See `rates.Rates`, which has the same fields; null is no limit."""

    chat_per_second: Annotated[float, Field(gt=0)] | None = 1.0
    chat_burst: Annotated[int, Field(ge=1)] = 8
    bot_per_second: Annotated[float, Field(gt=0)] | None = 30.0
    bot_burst: Annotated[int, Field(ge=1)] = 30
    group_per_minute: Annotated[float, Field(ge=1)] | None = 20.0


class RawUpdate(Body):
    """Any update, known to Telegram or not: `{"kind": "poll", "payload": {…}}`. `lane` orders webhooks."""

    kind: Annotated[str, Field(pattern=r"^[a-z_]{1,64}$")]
    payload: Json
    lane: int = 0


class Renumber(Body):
    """The next update gets this id."""

    next_id: Annotated[int, Field(gt=0, lt=2**52)]
