"""How much one customer can make the database grow in an hour: `python -m benchmarks.flood`.

A customer sends the longest texts, files, edits and requests for exports without a pause, spread over an hour
of the application's clock. Every update takes the way of the worker: it is kept raw, given its effect and
marked done. What is to be sent is sent at once, so that the next export can be asked for.
"""

import argparse
import asyncio
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, update

from actions.desk.front_desk import receive
from actions.settings.house import House
from actions.turn.incoming import (
    AttachmentReceived,
    CommandReceived,
    Incoming,
    Origin,
    Person,
    TextEdited,
    TextReceived,
)
from nlu.contract.labels import Intent
from nlu.contract.understanding import Understanding
from store.engine.database import Database
from store.erased_bytes import empty_log
from store.models.address import Address
from store.models.conversations import Message, MessageKind
from store.models.queues import OutboxItem, OutboxStatus
from store.queues import inbox
from store.schema import upgrade
from tests.house import shipped_house

BEGIN = datetime(2026, 11, 23, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONGEST = 4096  # characters of a message in Telegram
ACCOUNT = Address(42)
ORIGIN = Origin(ACCOUNT, Person(ACCOUNT, "Flood"))
SURE = Understanding(Intent.COMPLAINT, 0.99, ((Intent.COMPLAINT, 0.99),), "m1")
SEED = 56


@dataclass(frozen=True, slots=True)
class Flood:
    """Bytes of all files of the database before and after, and what is kept of the updates."""

    updates: int
    before: int
    after: int
    messages: int

    @property
    def growth(self) -> float:
        """Return the growth in MB."""
        return (self.after - self.before) / 1e6


async def measure(folder: Path, updates: int) -> Flood:
    """Send so many updates within an hour to an empty database in this folder."""
    database, house = Database.at(f"sqlite:///{folder / 'huifang.db'}"), shipped_house()
    try:
        await upgrade(database)
        await empty_log(database)
        before = _size(folder)
        for number, incoming in enumerate(_updates(updates)):
            await _take(database, house, number, incoming, BEGIN + HOUR * number / updates)
        async with database.reading() as session:
            messages = await session.scalar(select(func.count(Message.id))) or 0
        await empty_log(database)
        return Flood(updates, before, _size(folder), messages)
    finally:
        await database.close()


def _updates(count: int) -> Iterator[Incoming]:
    """Seven texts, then an edit, a file and an export, again and again; no text is like another."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    for number in range(count):
        text = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(LONGEST))
        match number % 10:
            case 7:
                yield TextEdited(ORIGIN, number - 1, BEGIN, text)
            case 8:
                details = {"file_id": f"f{number}", "file_name": text[:200]}
                yield AttachmentReceived(ORIGIN, number, BEGIN, MessageKind.DOCUMENT, details, text[:1024])
            case 9:
                yield CommandReceived(ORIGIN, number, BEGIN, "export", "")
            case _:
                yield TextReceived(ORIGIN, number, BEGIN, text)


async def _take(database: Database, house: House, number: int, incoming: Incoming, now: datetime) -> None:
    text = getattr(incoming, "text", "") or getattr(incoming, "caption", "") or ""
    body = {"update_id": number, "message": {"chat": {"id": ACCOUNT.number}, "text": text}}
    async with database.transaction() as session:
        await inbox.add(session, [inbox.ReceivedUpdate(Address(1), number, ACCOUNT, body)], now)
    async with database.transaction() as session:
        found = await inbox.next_due(session, [ACCOUNT], now)
        item = found[ACCOUNT]
        await receive(session, item, incoming, SURE if text else None, now, house=house)
        await inbox.finish(session, [item.id], now)
    async with database.transaction() as session:
        await session.execute(
            update(OutboxItem)
            .where(OutboxItem.status == OutboxStatus.PENDING)
            .values(status=OutboxStatus.SENT)
        )


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.flood", description=__doc__)
    parser.add_argument("--updates", type=int, default=10_000, help="within the hour")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        flood = asyncio.run(measure(Path(folder), options.updates))
    print(
        f"{flood.updates} updates of one customer within an hour: "
        f"the database grew by {flood.growth:.1f} MB, "
        f"{flood.messages} messages are kept"
    )


if __name__ == "__main__":
    main()
