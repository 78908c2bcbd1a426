"""A staff room whose work is cut off two hundred times, and begun again with what the rows say."""

import asyncio
from contextlib import suppress
from datetime import datetime
from random import Random

import pytest
from sqlalchemy import func, select

from actions.settings.house import House
from bot.worker.sending.send_ends import leave_unknown
from store.engine.database import Database
from store.models.queues import Alarm, InboxItem, OutboxItem, OutboxStatus
from store.queues import outbox
from tests.room_stand import RoomStand, room_stand

KILLS = 200
CUSTOMERS = 6  # none writes so much that the rule against floods sets messages aside
LONGEST = 0.06  # seconds of work before a kill


@pytest.fixture(autouse=True)
def seconds_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `connected` sets, for errors that are made without a connection."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


async def killed(stand: RoomStand, dice: Random) -> bool:
    """Let the process die while it takes in, looks after the room or sends; return whether it was at work."""
    phases = [stand.take_in, stand.round.look, stand.send]
    last = dice.randrange(len(phases))
    for phase in phases[:last]:
        await phase()
    work = asyncio.create_task(phases[last]())
    await asyncio.wait([work], timeout=dice.uniform(0, LONGEST))
    was_working = work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    return was_working


async def start_again(stand: RoomStand) -> None:
    """Begin with what the rows say: updates that were stored are confirmed, sends that were begun unknown."""
    stand.restart()
    async with stand.database.transaction() as session:
        newest = await session.scalar(select(func.max(InboxItem.update_id)))
        stand.offset = None if newest is None else newest + 1
        begun = select(OutboxItem.address).where(OutboxItem.status == OutboxStatus.SENDING)
        for row in (await outbox.next_due(session, set(await session.scalars(begun)), stand.now)).values():
            if row.status is OutboxStatus.SENDING:
                await leave_unknown(session, row, stand.now, "the sender died")


async def shown_as_unknown(database: Database) -> str:
    """Return the texts of sends whose outcome is unknown; each must have an alarm."""
    async with database.reading() as session:
        rows = select(OutboxItem).where(OutboxItem.status == OutboxStatus.UNKNOWN)
        unknown = list(await session.scalars(rows))
        alarms = set(await session.scalars(select(Alarm.subject)))
    assert {f"outbox:{row.id}" for row in unknown} <= alarms
    return "\n".join(str(row.payload.get("text")) for row in unknown)


async def shown(stand: RoomStand, talks: list[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Return the texts of the bot in the group and the chats of customers, by chat and message."""
    chats = [stand.group, *(customer for customer, _ in talks)]
    return {
        (chat, event.message_id): event.text for chat in chats for event in await stand.client.replies(chat)
    }


@pytest.mark.timeout(300)
async def test_108_two_hundred_interruptions_lose_and_double_no_message_of_a_topic(
    database: Database, house: House, now: datetime
) -> None:
    dice = Random(108)  # noqa: S311 - chance that can be repeated
    async with room_stand(database, house, now) as stand:
        await stand.open("Ann")
        talks = [await stand.customer_with_topic(f"A person, please. {each}") for each in range(CUSTOMERS)]
        seen: dict[tuple[int, int], str] = {}  # the sandbox keeps the newest events alone
        kills = number = 0
        while kills < KILLS:
            number += 1
            customer, topic = dice.choice(talks)
            await stand.client.send_text(customer, f"word {number};")
            if number % 2:
                await stand.write("Ann", f"answer {number};", topic)
            kills += await killed(stand, dice)
            await start_again(stand)
            stand.pass_(dice.choice((1, 4, 15)))
            seen |= await shown(stand, talks)
        await stand.settle(600)
        seen |= await shown(stand, talks)
        unknown = await shown_as_unknown(database)
    heard = "\n".join(text for (chat, _), text in seen.items() if chat == stand.group)
    got = "\n".join(text for (chat, _), text in seen.items() if chat != stand.group)
    words = [f"word {each};" for each in range(1, number + 1)]
    answers = [f"answer {each};" for each in range(1, number + 1, 2)]
    counts = {text: heard.count(text) for text in words} | {text: got.count(text) for text in answers}
    lost = [text for text, count in counts.items() if count == 0 and text not in unknown]
    doubled = [text for text, count in counts.items() if count > 1]
    assert (lost, doubled) == ([], [])
    assert sum(count == 1 for count in counts.values()) > len(counts) / 2
