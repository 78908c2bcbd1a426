"""Decodes Telegram's raw updates."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from actions.turn.incoming import (
    ALONE,
    AttachmentReceived,
    ButtonPressed,
    CommandReceived,
    GroupChanged,
    Incoming,
    Origin,
    Person,
    ReachabilityChanged,
    TextEdited,
    TextReceived,
    Ties,
    Unhandled,
)
from actions.turn.plain_name import is_seen
from bot.telegram.contents import AttachedContent, note_name, read_content
from bot.telegram.send_errors import Undecodable
from bot.telegram.ties import read_ties
from bot.telegram.update_parts import (
    CallbackQuery,
    MemberUpdate,
    TelegramChat,
    TelegramMessage,
    TelegramUser,
)
from store.models.address import Address
from store.models.conversations import MessageKind

# A kind of content that we do not know, to which a person wrote words.
CAPTIONED = AttachedContent(MessageKind.OTHER, {"type": "unknown"})
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w{1,64}))?(?:\s+(.*))?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class UpdateDecoder:
    """Decodes updates for the bot with this user name."""

    username: str

    def decode(self, update: Mapping[str, Any]) -> Incoming:
        """Return what the update says; kinds that Huifang does not use are `Unhandled`.

        Raises:
            Undecodable: it lacks a field that every update of its kind has.
        """
        kind = next((name for name in update if name != "update_id"), "nothing")
        readers: Mapping[str, Callable[[Any], Incoming]] = {
            "message": self._message,
            "edited_message": _edited,
            "callback_query": _tap,
            "my_chat_member": _membership,
        }
        if kind not in readers:
            return Unhandled(kind[:64])
        try:
            return readers[kind](update[kind])
        except ValidationError as exc:
            raise Undecodable(f"{kind}: {_problems(exc)}") from exc

    def _message(self, raw: Any) -> Incoming:
        message = TelegramMessage.model_validate(raw)
        if message.sender is None:
            return Unhandled("message without sender")
        origin = _message_origin(message, message.sender)
        moved_to = message.content.get("migrate_to_chat_id")
        if isinstance(moved_to, int) and not origin.private:
            return GroupChanged(origin, Address(moved_to))
        if message.text is not None:
            return self._text(message, origin, message.text)
        content = read_content(message.content) or (CAPTIONED if message.caption else None)
        if content is None:
            return Unhandled(note_name(message.content))
        return AttachmentReceived(
            origin,
            message.message_id,
            _time(message.date),
            content.kind,
            content.details,
            message.caption,
            _ties(message),
        )

    def _text(self, message: TelegramMessage, origin: Origin, text: str) -> Incoming:
        sent_at = _time(message.date)
        ties = _ties(message)
        # A command of another person that is forwarded is not given by the customer.
        command = COMMAND.fullmatch(text) if ties.forwarded_from is None else None
        if command is None or not self._is_ours(command[2]):
            return TextReceived(origin, message.message_id, sent_at, text, ties)
        argument = (command[3] or "").strip()
        return CommandReceived(
            origin,
            message.message_id,
            sent_at,
            command[1].lower(),
            argument,
            ALONE if origin.private else ties,
        )

    def _is_ours(self, addressee: str | None) -> bool:
        return addressee is None or addressee.lower() == self.username.lower()


def _edited(raw: Any) -> Incoming:
    message = TelegramMessage.model_validate(raw)
    text = message.text if message.text is not None else message.caption
    if message.sender is None or text is None:
        # Such as a live location, which is edited every few seconds.
        return Unhandled("edited message without text")
    edited_at = _time(message.date if message.edit_date is None else message.edit_date)
    origin = _message_origin(message, message.sender)
    return TextEdited(origin, message.message_id, edited_at, text, _ties(message))


def _tap(raw: Any) -> Incoming:
    query = CallbackQuery.model_validate(raw)
    if query.data is None:
        return Unhandled("callback query without data")
    if query.message is None:
        return ButtonPressed(
            Origin(Address(query.sender.id), _person(query.sender)), query.id, None, query.data
        )
    reachable = query.message.message_id if query.message.date else None
    origin = _origin(query.message.chat, query.sender, query.message.topic)
    return ButtonPressed(origin, query.id, reachable, query.data)


def _membership(raw: Any) -> Incoming:
    change = MemberUpdate.model_validate(raw)
    if not change.chat.private:
        return GroupChanged(_origin(change.chat, change.sender))
    return ReachabilityChanged(
        _origin(change.chat, change.sender), reachable=change.new_chat_member.status == "member"
    )


def _origin(chat: TelegramChat, sender: TelegramUser, topic: int | None = None) -> Origin:
    return Origin(Address(chat.id), _person(sender), private=chat.private, topic=topic)


def _message_origin(message: TelegramMessage, sender: TelegramUser) -> Origin:
    """Return where a message is from; one in the name of its group hides who wrote it."""
    origin = _origin(message.chat, sender, message.topic)
    hides = "sender_chat" in message.content and not origin.private
    return replace(origin, anonymous=True) if hides else origin


def _ties(message: TelegramMessage) -> Ties:
    return read_ties(message.content, message.topic)


def _person(user: TelegramUser) -> Person:
    first, last = (name if name and is_seen(name) else None for name in (user.first_name, user.last_name))
    return Person(Address(user.id), first or "", user.username, user.language_code, last)


def _time(epoch: int) -> datetime:
    return datetime.fromtimestamp(epoch, UTC)


def _problems(exc: ValidationError) -> str:
    """Return what is wrong and where, without any value."""
    return ", ".join(f"{'.'.join(map(str, error['loc']))} {error['type']}" for error in exc.errors())[:200]
