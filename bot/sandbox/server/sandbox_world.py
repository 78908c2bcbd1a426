"""The state of the sandbox, in memory and bounded."""

import re
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass, field

from bot.sandbox.server.bot_account import BotAccount
from bot.sandbox.server.bot_api_errors import ServerTrouble, Unauthorized
from bot.sandbox.server.bot_chat import BotChat, ChatKind, ChatMessage
from bot.sandbox.server.bot_presentation import BotPresentation
from bot.sandbox.server.event_feed import ChatEvent, EventFeed, EventKind, Side
from bot.sandbox.server.fault_plan import FaultPlan
from bot.sandbox.server.file_store import FileStore
from bot.sandbox.server.forum import Forum
from bot.sandbox.server.long_polling import LongPolling
from bot.sandbox.server.payloads import Clock, Json, ids_from
from bot.sandbox.server.people import Persona, SandboxCustomer
from bot.sandbox.server.rates import TELEGRAM_RATES, Rates
from bot.sandbox.server.update_queue import UpdateQueue
from bot.sandbox.server.webhook_delivery import HttpWebhookSender, Pauses, WebhookDelivery, WebhookSender

TOKEN = re.compile(r"(\d{1,19}):[\w-]+", re.ASCII)
UNSEEN_BOT = 1_000_000_001
FIRST_USERNAME = "huifang_sandbox_bot"


class BadToken(Exception):
    """Use a token of the form that BotFather gives: digits, a colon, letters."""


@dataclass(frozen=True, slots=True)
class WorldSettings:
    """With `token` None, every token of the right form is accepted, and its digits are the bot's id."""

    token: str | None = None
    rates: Rates = TELEGRAM_RATES
    customers: int = 20_000
    pauses: Pauses = field(default_factory=Pauses)


class World:
    """The bots, the customers, their chats and the ordered faults.

    Customers may write before a bot has called; the first bot that calls gets their messages. The constructor
    raises `BadToken` where the token in the settings has the wrong form.
    """

    def __init__(
        self,
        settings: WorldSettings | None = None,
        *,
        clock: Clock = time.time,
        sender: WebhookSender | None = None,
    ) -> None:
        self.settings = settings or WorldSettings()
        self.clock = clock
        self.rates = self.settings.rates
        self.feed = EventFeed(ids_from(clock()))
        self.closed = False
        self.faults = FaultPlan()
        self.files = FileStore()
        self.calls: Counter[str] = Counter()
        self.refused: Counter[int] = Counter()
        self.sender = sender or HttpWebhookSender()
        self.customers: OrderedDict[int, SandboxCustomer] = OrderedDict()
        self.bots: dict[int, BotAccount] = {}
        self._customer_ids = ids_from(clock())
        self._message_ids = ids_from(clock())
        self.albums = ids_from(clock())
        self.first = self._new_bot(_bot_id(self.settings.token), FIRST_USERNAME)

    def authorised(self, token: str) -> BotAccount:
        """Return the bot of a token.

        Raises:
            Unauthorized: the token has the wrong form, or is not the one in the settings.
        """
        match = TOKEN.fullmatch(token)
        if match is None or (self.settings.token is not None and token != self.settings.token):
            raise Unauthorized
        bot = self.bots.get(int(match[1])) or self._arrival(int(match[1]))
        bot.seen = True
        return bot

    def add_customer(self, persona: Persona, customer_id: int | None = None) -> SandboxCustomer:
        """Invent a customer and forget the one who was quiet for longest where there are too many."""
        customer = SandboxCustomer(next(self._customer_ids) if customer_id is None else customer_id, persona)
        self.customers[customer.id] = customer
        if len(self.customers) > self.settings.customers:
            gone, _ = self.customers.popitem(last=False)
            for bot in self.bots.values():
                bot.chats.pop(gone, None)
        return customer

    def private_chat(self, bot: BotAccount, customer: SandboxCustomer) -> BotChat:
        """Return the chat of a customer with a bot. The bot sees it after the customer's first event."""
        if customer.id not in bot.chats:
            bot.chats[customer.id] = BotChat(customer.id, ChatKind.PRIVATE, {customer.id: customer})
        return bot.chats[customer.id]

    def add_group(
        self,
        bot: BotAccount,
        title: str,
        members: list[SandboxCustomer],
        kind: ChatKind,
        forum: Forum | None = None,
    ) -> BotChat:
        """Invent a group with the bot in it; with `forum`, a group with topics."""
        number = next(self._customer_ids)
        chat_id = -number if kind is ChatKind.GROUP else -1_000_000_000_000 - number
        chat = bot.chats[chat_id] = BotChat(chat_id, kind, {member.id: member for member in members}, title)
        chat.forum = forum
        return chat

    def write(
        self,
        bot: BotAccount,
        chat: BotChat,
        author: SandboxCustomer | None,
        content: Json,
        shown: Json | None = None,
    ) -> tuple[ChatMessage, ChatEvent]:
        """Put a new message into a chat. With `author` None, the bot writes it.

        The app shows what is `shown` beside the message, and the message does not keep it.
        """
        number = next(self._message_ids)
        by = Side.CUSTOMER if author else Side.BOT
        frame: Json = {
            "message_id": number,
            "from": (author or bot).as_user(),
            "chat": chat.as_json(),
            "date": int(self.clock()),
        }
        message = ChatMessage(number, by, frame | content)
        chat.keep(message)
        return message, self.record(bot, chat, EventKind.MESSAGE, by, message.payload | (shown or {}))

    def record(self, bot: BotAccount, chat: BotChat, kind: EventKind, by: Side, body: Json) -> ChatEvent:
        """Add an event to the feed and to the chat."""
        event = self.feed.record(self.clock(), (bot.id, chat.id), kind, by, body)
        chat.events.append(event)
        chat.bell.ring()
        return event

    async def close(self) -> None:
        """End all waiting requests and deliveries."""
        self.closed = True
        self.feed.bell.ring()
        for bot in self.bots.values():
            bot.delivery.stop()
            bot.polling.end(ServerTrouble(503))
            for chat in bot.chats.values():
                chat.bell.ring()
        await self.sender.close()

    def _arrival(self, bot_id: int) -> BotAccount:
        if self.first.seen:
            return self._new_bot(bot_id, f"sandbox_{bot_id}_bot")
        del self.bots[self.first.id]
        self.first.id = bot_id
        self.bots[bot_id] = self.first
        return self.first

    def _new_bot(self, bot_id: int, username: str) -> BotAccount:
        queue = UpdateQueue(ids_from(self.clock()))
        bot = self.bots[bot_id] = BotAccount(
            id=bot_id,
            username=username,
            presentation=BotPresentation(name="Huifang"),
            queue=queue,
            polling=LongPolling(queue, self.clock),
            delivery=WebhookDelivery(queue, self.faults, self.clock, self.sender, self.settings.pauses),
        )
        return bot


def _bot_id(token: str | None) -> int:
    if token is None:
        return UNSEEN_BOT
    if match := TOKEN.fullmatch(token):
        return int(match[1])
    raise BadToken("--token: expected a bot token: digits, a colon, letters")
