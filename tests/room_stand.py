"""A staff room from end to end, step by step: the sandbox, one database, and clocks that tests move.

No loop runs: `settle` takes updates in, gives them to the desk, looks after the room and sends, until
nothing is left to do at this moment.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from actions.answers.showing.question_search import SearchedQuestion
from actions.casework.canned import CannedReply
from actions.desk.front_desk import receive
from actions.settings.house import House
from actions.staffroom.room.room_codes import issue_code
from actions.turn.incoming import words
from actions.turn.reading import Reading
from actions.turn.send_outcomes import SendError
from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.sandbox_server import served
from bot.sandbox.server.event_feed import ChatEvent, EventKind
from bot.sandbox.server.rates import NO_RATES, Rates
from bot.sandbox.server.sandbox_world import World, WorldSettings
from bot.telegram.connection import HuifangBot, connected
from bot.telegram.decoder import UpdateDecoder
from bot.telegram.raw_update import lane_of
from bot.telegram.sender import TelegramSender
from bot.telegram.topic_calls import TelegramTopicCalls
from bot.telegram.upload_rows import UploadRows
from bot.timing.bell import Bell
from bot.worker.rounds.staff_room_round import StaffRoomRound
from bot.worker.sending.send_ends import EndedSend, settle
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer
from store.models.queues import Flow, InboxItem, InboxStatus, OutboxItem, OutboxStatus
from store.models.staff import Role
from store.models.staff_rooms import CodePurpose, CustomerTopic, StaffRoom
from store.queues import inbox, outbox
from store.queues.inbox import InboxUpdate, ReceivedUpdate
from store.queues.lane_book import Lease
from tests.actions.conftest import sure
from tests.records import Records

TOKEN = "42:made-up"
SERVICES = {f"forum_topic_{deed}" for deed in ("created", "edited", "closed", "reopened")}
THANKS = CannedReply(
    "thanks",
    dict.fromkeys(Language, "Thanks"),
    dict.fromkeys(Language, "Thank you, {name}. – {staff}"),
)


@dataclass(slots=True)
class TelegramClock:
    """The sandbox's clock, in seconds since 1970."""

    seconds: float


@dataclass
class RoomStand:
    """The room, with what happens in it and beside it.

    `reading` and `searched` are what is understood of the next texts and found for them.
    """

    world: World
    client: SandboxClient
    bot: HuifangBot
    database: Database
    house: House
    now: datetime
    telegram: TelegramClock
    group: int = 0
    members: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)
    reading: Reading = field(default_factory=lambda: sure(Intent.HUMAN))
    searched: SearchedQuestion = field(default_factory=SearchedQuestion)
    offset: int | None = None
    round: StaffRoomRound = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Forget what the process remembers: only rows are left."""
        forum = TelegramTopicCalls(self.bot, Address(42))
        self.round = StaffRoomRound(
            self.database, forum, lambda: self.house, effects=Bell(), clock=lambda: self.now
        )

    async def open(self, *names: str, role: Role = Role.AGENT) -> None:
        """Make a group of these members of staff, and tie it and them."""
        async with self.database.transaction() as session:
            records = Records(session, self.now)
            staff = {name: (await records.staff(name, role=role)).id for name in names}
        self.members = {name: await self.client.customer(name) for name in names}
        self.group = await self.client.group("Staff", list(self.members.values()), forum=True)
        first = names[0]
        await self.write(first, f"/room {await self.code(staff[first], CodePurpose.ROOM)}")
        for name in names:
            await self.tie(name, staff[name])
        await self.step()
        self.pass_(60)
        self.staff = staff

    async def tie(self, name: str, staff_id: int) -> None:
        """Tie a member of the group."""
        await self.write(name, f"/join {await self.code(staff_id, CodePurpose.MEMBER)}")
        await self.step()

    async def code(self, staff_id: int, purpose: CodePurpose) -> str:
        async with self.database.transaction() as session:
            return await issue_code(session, purpose, staff_id, self.now)

    async def write(self, name: str, text: str, topic: int | None = None, **more: Any) -> int:
        """Let a member of staff write in the group; return the number of the message."""
        sent = await self.client.send_text(self.members[name], text, self.group, topic=topic, **more)
        return sent.message_id

    async def customer_with_topic(self, text: str = "Where is my parcel?") -> tuple[int, int]:
        """Let a new customer ask for a person; return the customer and the topic."""
        customer = await self.client.customer("Emma", "en")
        await self.client.send_text(customer, text)
        await self.settle()
        return customer, await self.topic_of(customer)

    async def topic_of(self, customer: int) -> int:
        """Return the number of the customer's topic."""
        async with self.database.reading() as session:
            thread = await session.scalar(
                select(CustomerTopic.thread)
                .join(Customer, Customer.id == CustomerTopic.customer_id)
                .where(Customer.account == Address(customer))
            )
        return thread or 0

    def pass_(self, seconds: float) -> None:
        """Let time pass, in Telegram too."""
        self.now += timedelta(seconds=seconds)
        self.telegram.seconds += seconds

    async def settle(self, seconds: float = 5) -> None:
        """Let so much time pass, and do in each second what is to be done."""
        for _ in range(int(seconds)):
            await self.step()
            self.pass_(1)

    async def step(self) -> None:
        """Do what is to be done at this moment."""
        await self.take_in()
        await self.round.look()
        await self.send()

    async def take_in(self) -> None:
        """Fetch updates and give them to the desk."""
        updates = await self.bot.fetch(self.offset, 100, 0)
        for update in updates:
            self.offset = update["update_id"] + 1
            await self._receive(update)

    async def _receive(self, update: dict[str, Any]) -> None:
        incoming = UpdateDecoder("huifang_sandbox_bot").decode(update)
        lane = lane_of(update)
        async with self.database.transaction() as session:
            await inbox.add(
                session, [ReceivedUpdate(Address(42), update["update_id"], lane, update)], self.now
            )
            row = (
                await session.scalars(select(InboxItem).where(InboxItem.update_id == update["update_id"]))
            ).one()
            known = row.id, row.update_id, row.lane, row.body, row.status, row.attempts
            item = InboxUpdate(*known, row.due_at, row.received_at, is_behind=False)
            reading = self.reading if words(incoming) else None
            searched = self.searched
            await receive(
                session, item, incoming, reading, self.now, searched, house=self.house, canned=(THANKS,)
            )
            row.status = InboxStatus.DONE

    async def send(self) -> None:
        """Send what is due, a message a chat at a time, and record how it ended."""
        sender = TelegramSender(self.bot, UploadRows(self.database, Address(42)))
        while rows := await self._due():
            for row in rows:
                async with self.database.transaction() as session:
                    await outbox.start(session, [row.id])
                outcome: int | SendError | None
                try:
                    outcome = await sender.send(row.outgoing)
                except SendError as exc:
                    outcome = exc
                async with self.database.transaction() as session:
                    lease = Lease(Flow.OUT, row.outgoing.address, "test")
                    await settle(session, EndedSend(lease, row, outcome), self.now)

    async def _due(self) -> list[outbox.Sendable]:
        async with self.database.reading() as session:
            chats = set(
                await session.scalars(
                    select(OutboxItem.address).where(OutboxItem.status == OutboxStatus.PENDING)
                )
            )
            return list((await outbox.next_due(session, chats, self.now)).values()) if chats else []

    async def in_topic(self, topic: int) -> list[ChatEvent]:
        """Return the bot's new messages in a topic."""
        return [
            event
            for event in await self.client.replies(self.group)
            if event.body.get("message_thread_id") == topic and not SERVICES & set(event.body)
        ]

    async def said(self, topic: int) -> list[str]:
        """Return the texts that the bot wrote into a topic after the card."""
        return [event.text for event in (await self.in_topic(topic))[1:]]

    async def general(self) -> list[str]:
        """Return what the bot wrote into General since the room was tied."""
        return [
            event.text
            for event in await self.client.replies(self.group)
            if "message_thread_id" not in event.body and event.text
        ]

    async def reactions(self, number: int) -> list[str]:
        """Return the reactions to a message of the group, in their order."""
        events = await self.client.events(chat=self.group)
        return [
            str(event.body["emoji"])
            for event in events
            if event.kind is EventKind.REACTED and event.message_id == number
        ]

    async def got(self, customer: int) -> list[str]:
        """Return the texts that a customer got."""
        return [event.text for event in await self.client.replies(customer)]

    async def rooms(self) -> list[StaffRoom]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(StaffRoom)))

    async def topics(self) -> list[CustomerTopic]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(CustomerTopic).order_by(CustomerTopic.id)))


@asynccontextmanager
async def room_stand(
    database: Database, house: House, now: datetime, rates: Rates = NO_RATES
) -> AsyncIterator[RoomStand]:
    """Open a stand with a sandbox whose clock is the stand's."""
    telegram = TelegramClock(now.timestamp())
    world = World(WorldSettings(token=TOKEN, rates=rates), clock=lambda: telegram.seconds)
    async with served(world) as url, SandboxClient.at(url) as client, connected(TOKEN, url) as bot:
        await bot.identify()
        yield RoomStand(world, client, bot, database, house, now, telegram)
