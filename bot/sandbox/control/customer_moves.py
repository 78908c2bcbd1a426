"""What a customer does in a chat.

MoveRefused
├── UnknownId        use an id that exists
└── ImpossibleMove   Telegram's own app would not allow it now
"""

import secrets
from dataclasses import dataclass
from typing import Any

from bot.sandbox.server.bot_account import BotAccount, OpenTap, member
from bot.sandbox.server.bot_chat import BotChat, ChatMessage
from bot.sandbox.server.event_feed import ChatEvent, EventKind, Side
from bot.sandbox.server.forum import ANONYMOUS
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.people import SandboxCustomer
from bot.sandbox.server.sandbox_world import World
from bot.sandbox.server.text_entities import MAX_TEXT, automatic_entities, units


class MoveRefused(Exception):
    """The move cannot be made."""


class UnknownId(MoveRefused):
    """There is no such customer, chat or message."""


class ImpossibleMove(MoveRefused):
    """The move does not fit the state of the chat, or its content is not allowed."""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that a customer has written. `update_id` None: the bot does not want such updates.

    `seq` and `at` (seconds since 1970) are those of its event in the feed.
    """

    customer: int
    message_id: int
    update_id: int | None
    seq: int
    at: float


@dataclass(frozen=True, slots=True)
class SentTap:
    """A tap on a button."""

    query_id: str
    update_id: int | None
    seq: int
    at: float


@dataclass(frozen=True, slots=True)
class Seat:
    """A customer in a chat with a bot; in a group, perhaps in a topic and as an anonymous administrator."""

    world: World
    bot: BotAccount
    customer: SandboxCustomer
    chat: BotChat
    topic: int | None = None
    anonymous: bool = False

    @classmethod
    def of(cls, world: World, bot: BotAccount, customer_id: int, chat_id: int | None = None) -> "Seat":
        """Return the customer's seat in the private chat, or in a group.

        Raises:
            UnknownId: there is no such customer, or no such group with this member.
        """
        customer = world.customers.get(customer_id)
        if customer is None:
            raise UnknownId(f"no customer has the id {customer_id}")
        world.customers.move_to_end(customer_id)
        if chat_id is None or chat_id == customer_id:
            return cls(world, bot, customer, world.private_chat(bot, customer))
        chat = bot.chats.get(chat_id)
        if chat is None or customer_id not in chat.members:
            raise UnknownId(f"the customer is in no chat with the id {chat_id}")
        return cls(world, bot, customer, chat)

    def send(self, content: Json) -> SentMessage:
        """Write a message of any kind; `content` is the `Message` object without its frame.

        Raises:
            UnknownId: the group has no such topic.
            ImpossibleMove: the customer cannot write now.
        """
        self._check_free()
        message, event = self.world.write(self.bot, self.chat, self.customer, content | self._place())
        return self._sent(message, event, "message")

    def say(self, text: str, reply_to: int | None = None) -> SentMessage:
        """Write a text; commands are texts.

        Raises:
            UnknownId: there is no message to reply to.
            ImpossibleMove: the text is empty or too long, or the customer cannot write now.
        """
        content = _text(text)
        if reply_to is not None:
            content["reply_to_message"] = self._message(reply_to).payload
        return self.send(content)

    def edit(self, message_id: int, text: str) -> SentMessage:
        """Change a text of the customer.

        Raises:
            UnknownId: there is no such message.
            ImpossibleMove: it is not a text of the customer, or the customer cannot write now.
        """
        self._check_free()
        message = self._message(message_id)
        if message.by is not Side.CUSTOMER or "text" not in message.payload:
            raise ImpossibleMove("only an own text can be edited")
        message.payload = {**message.payload, **_text(text), "edit_date": int(self.world.clock())}
        event = self.world.record(self.bot, self.chat, EventKind.EDITED, Side.CUSTOMER, message.payload)
        return self._sent(message, event, "edited_message")

    def tap(self, message_id: int, data: str, *, forge: bool = False) -> SentTap:
        """Tap the button with this callback data. With `forge`, there need not be such a button.

        Raises:
            UnknownId: there is no such message.
            ImpossibleMove: there is no such button, or the customer cannot write now.
        """
        self._check_free()
        message = self._pressed(message_id, data, forge=forge)
        now = self.world.clock()
        tap = OpenTap(str(secrets.randbits(62)), self.chat, now)
        self.bot.open_tap(tap)
        body = {"query_id": tap.id, "message_id": message_id, "data": data}
        event = self.world.record(self.bot, self.chat, EventKind.TAPPED, Side.CUSTOMER, body)
        query: Json = {
            "id": tap.id,
            "from": self.customer.as_user(),
            "message": message,
            "chat_instance": str(self.chat.id * 31),
            "data": data,
        }
        update = self.bot.deliver("callback_query", query, ("user", self.customer.id), now)
        return SentTap(tap.id, update, event.seq, event.at)

    def block(self) -> int | None:
        """Block the bot and return the id of the update."""
        return self._set_blocked(blocked=True)

    def unblock(self) -> int | None:
        """Unblock the bot and return the id of the update."""
        return self._set_blocked(blocked=False)

    def deactivate(self) -> int | None:
        """Delete the account. There is no update; the bot notices when it writes."""
        self.customer.deactivated = True
        return None

    def membership(self, old: str, new: str) -> int | None:
        """Send the bot a `ChatMemberUpdated` object about itself and return the id of the update."""
        user, now = self.bot.as_user(), self.world.clock()
        payload: Json = {
            "chat": self.chat.as_json(),
            "from": self.customer.as_user(),
            "date": int(now),
            "old_chat_member": member(user, old),
            "new_chat_member": self.chat.standing.as_json(user) if self.chat.is_group else member(user, new),
        }
        return self.bot.deliver("my_chat_member", payload, ("chat", self.chat.id), now)

    def _place(self) -> Json:
        """Return the topic that is written in, and the name that is shown there."""
        place: Json = {"from": ANONYMOUS, "sender_chat": self.chat.as_json()} if self.anonymous else {}
        if self.topic is None:
            return place
        if self.chat.forum is None or self.topic not in self.chat.forum.topics:
            raise UnknownId(f"no topic of this chat has the id {self.topic}")
        return place | {"message_thread_id": self.topic, "is_topic_message": True}

    def _set_blocked(self, *, blocked: bool) -> int | None:
        if self.chat.is_group or self.chat.blocked is blocked:
            return None
        self.chat.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        self.world.record(self.bot, self.chat, EventKind.MEMBER, Side.CUSTOMER, {"status": new})
        return self.membership(old, new)

    def _check_free(self) -> None:
        if self.customer.deactivated:
            raise ImpossibleMove("the customer's account is deactivated")
        if self.chat.blocked:
            raise ImpossibleMove("the customer has blocked the bot: unblock it first")
        if self.chat.migrated_to is not None:
            raise ImpossibleMove(f"the group has become the supergroup {self.chat.migrated_to}")
        if self.bot.queue.full:
            raise ImpossibleMove("too many updates wait for the bot")

    def _message(self, message_id: int) -> ChatMessage:
        if message_id not in self.chat.messages:
            raise UnknownId(f"no message in this chat has the id {message_id}")
        return self.chat.messages[message_id]

    def _pressed(self, message_id: int, data: str, *, forge: bool) -> Json:
        if forge and message_id not in self.chat.messages:
            return {"chat": self.chat.as_json(), "message_id": message_id, "date": 0}
        payload = self._message(message_id).payload
        rows: list[list[Any]] = payload.get("reply_markup", {}).get("inline_keyboard", [])
        if not forge and not any(button.get("callback_data") == data for row in rows for button in row):
            raise ImpossibleMove("the message has no such button")
        return payload

    def _sent(self, message: ChatMessage, event: ChatEvent, kind: str) -> SentMessage:
        update = self.bot.deliver(kind, message.payload, ("chat", self.chat.id), event.at)
        return SentMessage(self.customer.id, message.id, update, event.seq, event.at)


def _text(text: str) -> Json:
    if not text.strip():
        raise ImpossibleMove("an empty text cannot be sent")
    if units(text) > MAX_TEXT:
        raise ImpossibleMove(f"a message has at most {MAX_TEXT} UTF-16 units")
    entities = automatic_entities(text)
    return {"text": text, "entities": entities} if entities else {"text": text}
