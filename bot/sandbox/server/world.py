"""Everything that the sandbox knows, in memory and bounded."""

import re
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass, field

from bot.sandbox.server.accounts import BotAccount
from bot.sandbox.server.bot_api_errors import ServerTrouble, Unauthorized
from bot.sandbox.server.bot_chat import Chat, ChatKind, Message
from bot.sandbox.server.bot_identity import Profile
from bot.sandbox.server.fault_plan import FaultPlan
from bot.sandbox.server.feed import Event, EventKind, Feed, Side
from bot.sandbox.server.file_store import FileShelf
from bot.sandbox.server.payloads import Clock, Json, ids_from
from bot.sandbox.server.people import Customer, Persona
from bot.sandbox.server.polling import Poller
from bot.sandbox.server.rates import TELEGRAM_RATES, Rates
from bot.sandbox.server.updates import UpdateQueue
from bot.sandbox.server.webhooks import Courier, HttpPost, Pauses, Post

TOKEN = re.compile(r"(\d{1,19}):[\w-]+", re.ASCII)
UNSEEN_BOT = 1_000_000_001
FIRST_USERNAME = "huifang_sandbox_bot"


class BadToken(Exception):
    """Give a token of the form that BotFather gives: digits, a colon, letters."""


@dataclass(frozen=True, slots=True)
class WorldSettings:
    """`token` None: every token of the right form is accepted, and its digits are the bot's id."""

    token: str | None = None
    rates: Rates = TELEGRAM_RATES
    customers: int = 20_000
    pauses: Pauses = field(default_factory=Pauses)


class World:
    """Bots, customers, their chats, and what was ordered to go wrong.

    Customers may write before any bot has come; the first bot that comes gets what they wrote.
    """

    def __init__(
        self, settings: WorldSettings | None = None, *, clock: Clock = time.time, sender: Post | None = None
    ) -> None:
        self.settings = settings or WorldSettings()
        self.clock = clock
        self.rates = self.settings.rates
        self.feed = Feed(ids_from(clock()))
        self.closed = False
        self.faults = FaultPlan()
        self.files = FileShelf()
        self.calls: Counter[str] = Counter()
        self.refused: Counter[int] = Counter()
        self.sender = sender or HttpPost()
        self.customers: OrderedDict[int, Customer] = OrderedDict()
        self.bots: dict[int, BotAccount] = {}
        self._customer_ids = ids_from(clock())
        self._message_ids = ids_from(clock())
        self.first = self._new_bot(_told_bot(self.settings.token), FIRST_USERNAME)

    def authorised(self, token: str) -> BotAccount:
        """Return the bot of a token.

        Raises:
            Unauthorized: the token has not the right form, or is not the one that was told.
        """
        match = TOKEN.fullmatch(token)
        if match is None or (self.settings.token is not None and token != self.settings.token):
            raise Unauthorized
        bot = self.bots.get(int(match[1])) or self._arrival(int(match[1]))
        bot.seen = True
        return bot

    def add_customer(self, persona: Persona, customer_id: int | None = None) -> Customer:
        """Invent a customer. The one who was quiet for longest is forgotten when there are too many."""
        customer = Customer(next(self._customer_ids) if customer_id is None else customer_id, persona)
        self.customers[customer.id] = customer
        if len(self.customers) > self.settings.customers:
            gone, _ = self.customers.popitem(last=False)
            for bot in self.bots.values():
                bot.chats.pop(gone, None)
        return customer

    def private_chat(self, bot: BotAccount, customer: Customer) -> Chat:
        """Return the chat of a customer with a bot; it is open once the customer has done something there."""
        if customer.id not in bot.chats:
            bot.chats[customer.id] = Chat(customer.id, ChatKind.PRIVATE, {customer.id: customer})
        return bot.chats[customer.id]

    def add_group(self, bot: BotAccount, title: str, members: list[Customer], kind: ChatKind) -> Chat:
        """Invent a group with the bot in it."""
        number = next(self._customer_ids)
        chat_id = -number if kind is ChatKind.GROUP else -1_000_000_000_000 - number
        chat = Chat(chat_id, kind, {member.id: member for member in members}, title)
        bot.chats[chat.id] = chat
        return chat

    def write(
        self,
        bot: BotAccount,
        chat: Chat,
        author: Customer | None,
        content: Json,
        input_markup: Json | None = None,
    ) -> tuple[Message, Event]:
        """Put a new message into a chat. An author of None is the bot.

        `input_markup` changes the customer's input field: it is shown, but the message does not keep it.
        """
        now = self.clock()
        by = Side.BOT if author is None else Side.CUSTOMER
        number = next(self._message_ids)
        message = Message(
            number,
            by,
            {
                "message_id": number,
                "from": bot.as_user() if author is None else author.as_user(),
                "chat": chat.as_json(),
                "date": int(now),
                **content,
            },
        )
        chat.keep(message)
        shown = message.payload | {"input": input_markup} if input_markup else message.payload
        return message, self.record(bot, chat, EventKind.MESSAGE, by, shown)

    def record(self, bot: BotAccount, chat: Chat, kind: EventKind, by: Side, body: Json) -> Event:
        """Tell those who look on."""
        event = self.feed.record(self.clock(), (bot.id, chat.id), kind, by, body)
        chat.events.append(event)
        chat.bell.ring()
        return event

    async def close(self) -> None:
        """Let go everybody who waits."""
        self.closed = True
        self.feed.bell.ring()
        for bot in self.bots.values():
            bot.courier.stop()
            bot.poller.end(ServerTrouble(503))
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
        bot = BotAccount(
            id=bot_id,
            username=username,
            profile=Profile(name="Huifang"),
            queue=queue,
            poller=Poller(queue, self.clock),
            courier=Courier(queue, self.faults, self.clock, self.sender, self.settings.pauses),
        )
        self.bots[bot_id] = bot
        return bot


def _told_bot(token: str | None) -> int:
    match = TOKEN.fullmatch(token) if token is not None else None
    if token is not None and match is None:
        raise BadToken("--token: expected a bot token: digits, a colon, letters")
    return int(match[1]) if match else UNSEEN_BOT
