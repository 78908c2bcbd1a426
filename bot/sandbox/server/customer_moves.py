"""What a customer can do in a chat.

MoveRefused
├── Unknown      name somebody or something that exists
└── Impossible   Telegram's own app would not let a customer do this now
"""

import secrets
from dataclasses import dataclass
from typing import Any

from bot.sandbox.server.accounts import BotAccount, Tap
from bot.sandbox.server.bot_chat import Chat, ChatKind, Message
from bot.sandbox.server.entities import automatic_entities
from bot.sandbox.server.feed import Event, EventKind, Side
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.people import Customer
from bot.sandbox.server.utf16 import units
from bot.sandbox.server.world import World

MAX_TEXT = 4096


class MoveRefused(Exception):
    """A move that cannot be made."""


class Unknown(MoveRefused):
    """No such customer, chat or message."""


class Impossible(MoveRefused):
    """Not in this state, or not with this content."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message that a customer has written. `update_id` None: the bot does not want such updates.

    `seq` and `at` (seconds since 1970) are those of its event in the feed.
    """

    message_id: int
    update_id: int | None
    seq: int
    at: float


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap on a button."""

    query_id: str
    update_id: int | None
    seq: int
    at: float


@dataclass(frozen=True, slots=True)
class Seat:
    """A customer at a chat with a bot: the place from which moves are made."""

    world: World
    bot: BotAccount
    customer: Customer
    chat: Chat

    @classmethod
    def of(cls, world: World, bot: BotAccount, customer_id: int, chat_id: int | None = None) -> "Seat":
        """Sit down in the private chat, or in a group.

        Raises:
            Unknown: there is no such customer, or no such group with this member.
        """
        customer = world.customers.get(customer_id)
        if customer is None:
            raise Unknown(f"no customer has the id {customer_id}")
        world.customers.move_to_end(customer_id)
        if chat_id is None or chat_id == customer_id:
            return cls(world, bot, customer, world.private_chat(bot, customer))
        chat = bot.chats.get(chat_id)
        if chat is None or customer_id not in chat.members:
            raise Unknown(f"the customer is in no chat with the id {chat_id}")
        return cls(world, bot, customer, chat)

    def send(self, content: Json) -> Written:
        """Write a message of any kind; `content` is what the `Message` object has besides its frame."""
        self._check_free()
        message, event = self.world.write(self.bot, self.chat, self.customer, content)
        return self._written(message, event, "message")

    def say(self, text: str, reply_to: int | None = None) -> Written:
        """Write a text; commands are texts."""
        content = _text(text)
        if reply_to is not None:
            content["reply_to_message"] = self._message(reply_to).payload
        return self.send(content)

    def edit(self, message_id: int, text: str) -> Written:
        """Change the text of an own message."""
        self._check_free()
        message = self._message(message_id)
        if message.by is not Side.CUSTOMER or "text" not in message.payload:
            raise Impossible("only an own text can be edited")
        message.payload = {**message.payload, **_text(text), "edit_date": int(self.world.clock())}
        event = self.world.record(self.bot, self.chat, EventKind.EDITED, Side.CUSTOMER, message.payload)
        return self._written(message, event, "edited_message")

    def tap(self, message_id: int, data: str, *, forge: bool = False) -> Tapped:
        """Tap the button with this callback data; `forge` lets through data that no button has."""
        self._check_free()
        message = self._pressed(message_id, data, forge=forge)
        now = self.world.clock()
        tap = Tap(str(secrets.randbits(62)), self.chat, self.customer.id, now)
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
        return Tapped(tap.id, update, event.seq, event.at)

    def block(self) -> int | None:
        """Block the bot; returns the id of the update that tells it."""
        return self._member_change("member", "kicked", blocked=True)

    def unblock(self) -> int | None:
        """Let the bot write again."""
        return self._member_change("kicked", "member", blocked=False)

    def deactivate(self) -> None:
        """Delete the account. The bot is not told; it notices when it writes."""
        self.customer.deactivated = True

    def _member_change(self, old: str, new: str, *, blocked: bool) -> int | None:
        if self.chat.is_group or self.chat.blocked is blocked:
            return None
        self.chat.blocked = blocked
        self.world.record(self.bot, self.chat, EventKind.MEMBER, Side.CUSTOMER, {"status": new})
        payload = member_update(self, old, new)
        return self.bot.deliver("my_chat_member", payload, ("chat", self.chat.id), self.world.clock())

    def _check_free(self) -> None:
        if self.customer.deactivated:
            raise Impossible("the customer's account is deactivated")
        if self.chat.blocked:
            raise Impossible("the customer has blocked the bot: unblock it first")
        if self.chat.migrated_to is not None:
            raise Impossible(f"the group has become the supergroup {self.chat.migrated_to}")
        if self.bot.queue.full:
            raise Impossible("too many updates wait for the bot")

    def _message(self, message_id: int) -> Message:
        if message_id not in self.chat.messages:
            raise Unknown(f"no message in this chat has the id {message_id}")
        return self.chat.messages[message_id]

    def _pressed(self, message_id: int, data: str, *, forge: bool) -> Json:
        if forge and message_id not in self.chat.messages:
            return {"chat": self.chat.as_json(), "message_id": message_id, "date": 0}
        payload = self._message(message_id).payload
        rows: list[list[Any]] = payload.get("reply_markup", {}).get("inline_keyboard", [])
        if not forge and not any(button.get("callback_data") == data for row in rows for button in row):
            raise Impossible("the message has no such button")
        return payload

    def _written(self, message: Message, event: Event, kind: str) -> Written:
        update = self.bot.deliver(kind, message.payload, ("chat", self.chat.id), event.at)
        return Written(message.id, update, event.seq, event.at)


def member_update(seat: Seat, old: str, new: str) -> Json:
    """Return the `ChatMemberUpdated` object about the bot itself."""
    user = seat.bot.as_user()
    return {
        "chat": seat.chat.as_json(),
        "from": seat.customer.as_user(),
        "date": int(seat.world.clock()),
        "old_chat_member": member(user, old),
        "new_chat_member": member(user, new),
    }


def member(user: Json, status: str) -> Json:
    """Return a `ChatMember` object."""
    return {"user": user, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def found_group(world: World, bot: BotAccount, title: str, members: list[int]) -> Chat:
    """Found a group: its first member adds the bot, which is told so.

    Raises:
        Unknown: a member does not exist.
    """
    people = [Seat.of(world, bot, customer_id).customer for customer_id in members]
    chat = world.add_group(bot, title, people, ChatKind.GROUP)
    seat = Seat(world, bot, people[0], chat)
    payload = member_update(seat, "left", "member")
    bot.deliver("my_chat_member", payload, ("chat", chat.id), world.clock())
    return chat


def migrate_group(world: World, bot: BotAccount, chat_id: int) -> Chat:
    """Turn a group into a supergroup, which has another id.

    Raises:
        Unknown: there is no such group.
    """
    old = bot.chats.get(chat_id)
    if old is None or old.kind is not ChatKind.GROUP or old.migrated_to is not None:
        raise Unknown(f"no group has the id {chat_id}")
    people = list(old.members.values())
    new = world.add_group(bot, old.title, people, ChatKind.SUPERGROUP)
    Seat(world, bot, people[0], old).send({"migrate_to_chat_id": new.id})
    old.migrated_to = new.id
    Seat(world, bot, people[0], new).send({"migrate_from_chat_id": old.id})
    return new


def _text(text: str) -> Json:
    if not text.strip():
        raise Impossible("an empty text cannot be sent")
    if units(text) > MAX_TEXT:
        raise Impossible(f"a message has at most {MAX_TEXT} UTF-16 units")
    entities = automatic_entities(text)
    return {"text": text, "entities": entities} if entities else {"text": text}
