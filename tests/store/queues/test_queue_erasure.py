"""What the queues hold of a chat is erased; rows that someone may be at work on stay, without words."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import InboxItem, InboxStatus, OutboxAction, OutboxItem, OutboxStatus
from store.queues import inbox, outbox, queue_erasure
from store.queues.inbox import ReceivedUpdate
from store.queues.outgoing import Outgoing

CHAT, OTHER = Address(5), Address(6)
BODY = {"text": "secret"}


def text(words: str, chat: Address = CHAT) -> Outgoing:
    return Outgoing(chat, OutboxAction.SEND, words)


async def received(database: Database, now: datetime, *lanes: Address) -> list[int]:
    """Keep an update of each of these chats; return their numbers."""
    updates = [ReceivedUpdate(Address(1), number, lane, BODY) for number, lane in enumerate(lanes)]
    async with database.transaction() as session:
        await inbox.add(session, updates, now)
        return list(await session.scalars(select(InboxItem.id).order_by(InboxItem.id)))


async def in_inbox(database: Database) -> list[tuple[Address, InboxStatus, dict[str, Any]]]:
    async with database.reading() as session:
        columns = select(InboxItem.lane, InboxItem.status, InboxItem.body).order_by(InboxItem.id)
        return list((await session.execute(columns)).tuples())


async def test_updates_of_the_chat_lose_their_words(database: Database, now: datetime) -> None:
    done, waiting, _, _ = await received(database, now, CHAT, CHAT, CHAT, OTHER)
    async with database.transaction() as session:
        await inbox.finish(session, [done], now)
        await inbox.postpone(session, waiting, now)
        await queue_erasure.erase_chat(session, CHAT, now)
    assert await in_inbox(database) == [
        (CHAT, InboxStatus.DONE, {}),
        (CHAT, InboxStatus.NEW, BODY),  # someone is at work on it
        (OTHER, InboxStatus.NEW, BODY),
    ]


async def test_messages_to_the_chat_are_erased_and_one_in_flight_loses_its_words(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        for each in (text("secret one"), text("secret two"), text("other", OTHER)):
            await outbox.add(session, each, now)
        await outbox.start(session, [1])
        await queue_erasure.erase_chat(session, CHAT, now)
    async with database.reading() as session:
        columns = select(OutboxItem.address, OutboxItem.status, OutboxItem.payload)
        rows = (await session.execute(columns.order_by(OutboxItem.id))).tuples().all()
    assert [(chat, status, "secret" in str(payload)) for chat, status, payload in rows] == [
        (CHAT, OutboxStatus.SENDING, False),
        (OTHER, OutboxStatus.PENDING, False),
    ]


async def test_erasure_erases_what_is_gathered(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        outbox.begin_to_gather(session)
        await outbox.gather(session, text("secret"), now)
        await queue_erasure.erase_chat(session, CHAT, now)
    async with database.reading() as session:
        assert list(await session.scalars(select(OutboxItem.id))) == []


async def test_emptied_update_is_dropped_when_it_is_done(database: Database, now: datetime) -> None:
    first, second = await received(database, now, CHAT, CHAT)
    async with database.transaction() as session:
        await queue_erasure.erase_body(session, first)
        await queue_erasure.drop_emptied(session, first, CHAT)
    assert len(await in_inbox(database)) == 2  # it is not done
    async with database.transaction() as session:
        await inbox.finish(session, [first, second], now)
        await queue_erasure.drop_emptied(session, first, CHAT)
        await queue_erasure.drop_emptied(session, second, CHAT)
    assert await in_inbox(database) == [(CHAT, InboxStatus.DONE, BODY)]
