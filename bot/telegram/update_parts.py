"""The parts of Telegram's updates that Huifang reads; all others are ignored."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
Epoch = Annotated[int, Field(ge=0, le=253_402_300_799)]


class UpdatePart(BaseModel):
    """Part of an update. Its validation errors do not quote the input."""

    model_config = ConfigDict(strict=True, frozen=True, hide_input_in_errors=True)


class TelegramUser(UpdatePart):
    """The person who did something."""

    id: Id
    first_name: str = ""
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class TelegramChat(UpdatePart):
    """The chat in which it was done; `type` is private, group, supergroup or channel."""

    id: Id
    type: str

    @property
    def private(self) -> bool:
        """Return whether it is a chat of one person with the bot."""
        return self.type == "private"


class TelegramMessage(UpdatePart):
    """A message; its content besides text is in `model_extra`, under Telegram's names."""

    model_config = ConfigDict(extra="allow")

    message_id: Id
    date: Epoch
    edit_date: Epoch | None = None
    chat: TelegramChat
    sender: TelegramUser | None = Field(default=None, alias="from")
    text: str | None = None
    caption: str | None = None
    is_topic_message: bool | None = None
    message_thread_id: Id | None = None

    @property
    def topic(self) -> int | None:
        """Return the topic that it is in; outside topics, Telegram numbers threads of replies as well."""
        return self.message_thread_id if self.is_topic_message else None

    @property
    def content(self) -> dict[str, Any]:
        """Return the fields that are not named above."""
        return self.model_extra or {}


class PressedMessage(UpdatePart):
    """The message whose button was pressed; a date of 0 means that it is no longer accessible."""

    message_id: Id
    date: int
    chat: TelegramChat
    is_topic_message: bool | None = None
    message_thread_id: Id | None = None

    @property
    def topic(self) -> int | None:
        """Return the topic that it is in, if it is known."""
        return self.message_thread_id if self.is_topic_message else None


class CallbackQuery(UpdatePart):
    """A button was pressed."""

    id: str
    sender: TelegramUser = Field(alias="from")
    message: PressedMessage | None = None
    data: str | None = None


class ChatMembership(UpdatePart):
    """The status of a member of a chat: member, kicked, left, …"""

    status: str


class MemberUpdate(UpdatePart):
    """The status of the bot in a chat has changed."""

    chat: TelegramChat
    sender: TelegramUser = Field(alias="from")
    new_chat_member: ChatMembership
