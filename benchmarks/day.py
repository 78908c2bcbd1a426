"""A day of a service business in some minutes: real processes, real messages, services that end.

Everything runs as an operator has it: the sandbox as Telegram, the application with SQLite, and the NLU
server as its child. Memory is resident memory (MB); times are wall time in seconds.
"""

import argparse
import asyncio
import json
import os
import shutil
import tempfile
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, select

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.event_feed import ChatEvent
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import Case
from store.models.conversations import Conversation, Direction, Message
from store.models.customers import Customer
from store.models.queues import Alarm, InboxItem, OutboxItem
from store.models.surveys import Answer, Decision, Invitation
from tests.journeys.installation import Installation, Process, installed
from tests.ports import free_ports

CONTENTED = (Intent.PRAISE, Intent.INQUIRY)


async def live_through(file: Path, services: int, rate: float | None, kill_after: float | None) -> None:
    """Replay the file, end services, answer their surveys in the chat, and print what the database holds."""
    folder = Path(tempfile.mkdtemp())
    try:
        async with installed(folder, free_ports()) as installation:
            begun = time.monotonic()
            await installation.start()
            print(f"ready after {time.monotonic() - begun:.1f} s")
            await replay(installation, file, rate, kill_after)
            print_memory(installation)
            await surveys(installation, services)
            await print_database(installation)
    finally:
        shutil.rmtree(folder)


async def replay(
    installation: Installation, file: Path, rate: float | None, kill_after: float | None
) -> None:
    """Send every line through the sandbox; kill and restart the application on the way if asked to."""
    pace = ("--rate", str(rate)) if rate else ()
    arguments = ("sandbox", "replay", str(file), "--patience", "120", *pace)
    replaying = await Process.start(installation.folder, installation.environment, *arguments)
    if kill_after is not None and installation.application is not None:
        await asyncio.sleep(kill_after)
        await installation.application.kill()
        print(f"killed with SIGKILL after {kill_after:.0f} s, started again")
        await installation.start()
    await replaying.ended(3600)
    print("\n".join(replaying.lines))


async def surveys(installation: Installation, count: int) -> None:
    """End services of customers who have no open complaint, and answer each survey in the chat."""
    async with SandboxClient.at(installation.sandbox_url) as telegram:
        chosen = await contented(installation, count)
        for number, customer in enumerate(chosen):
            await installation.command(
                *("service-ended", "--source", "till-1", "--id", str(number), "--telegram-id", str(customer)),
                *("--outlet", ("north", "south")[number % 2], "--agent", ("lee", "mei")[number // 2 % 2]),
                *("--ended-at", (datetime.now(UTC) - timedelta(minutes=5)).isoformat()),
            )
        for number, customer in enumerate(chosen):
            await answer(telegram, customer, rating=(5, 4, 3, 5, 2)[number % 5])
    print(f"{len(chosen)} services ended and their surveys were answered in the chat")


async def answer(telegram: SandboxClient, customer: int, rating: int) -> None:
    """Tap the rating, a reason where one is asked for, and skip the comment."""
    since = 0
    for wanted in (f":satisfaction:{rating}", ":reasons:+waiting", ":reasons:!done", ":comment:!skip"):
        if rating > 3 and ":reasons:" in wanted:
            continue
        asked = await telegram.wait_for(customer, partial(offers, wanted), since, 60)
        since = asked.seq
        await telegram.tap(customer, asked.message_id, next(d for d in asked.buttons.values() if wanted in d))


def offers(wanted: str, event: ChatEvent) -> bool:
    """Whether a message has a button with this in its data."""
    return any(wanted in data for data in event.buttons.values())


async def contented(installation: Installation, count: int) -> list[int]:
    """Telegram ids of customers who asked or praised."""
    database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
    statement = (
        select(Customer.account)
        .join(Conversation, Conversation.customer_id == Customer.id)
        .join(Message, Message.conversation_id == Conversation.id)
        .where(
            Message.intent.in_(CONTENTED),
            ~Customer.id.in_(select(Case.customer_id).where(Case.kind == "complaint")),
        )
        .order_by(Customer.id)
        .limit(count)
    )
    async with database.reading() as session:
        ids = [account.number for account in await session.scalars(statement) if account is not None]
    await database.close()
    return ids


async def print_database(installation: Installation) -> None:
    """Count what is kept."""
    await asyncio.sleep(2)  # the last edits and thanks are being sent
    database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
    heard = Message.direction == Direction.IN
    async with database.reading() as session:
        rows: dict[str, Select[Any]] = {
            "inbox": select(InboxItem.status, func.count()).group_by(InboxItem.status),
            "outbox": select(OutboxItem.status, func.count()).group_by(OutboxItem.status),
            "intents": select(Message.intent, func.count()).where(heard).group_by(Message.intent),
            "asked with buttons": select(Message.sure, func.count()).where(heard).group_by(Message.sure),
            "cases": select(Case.kind, func.count()).group_by(Case.kind),
            "decisions": select(Decision.outcome, func.count()).group_by(Decision.outcome),
            "invitations": select(Invitation.status, func.count()).group_by(Invitation.status),
            "ratings": select(Answer.number, func.count())
            .where(Answer.question == "satisfaction")
            .group_by(Answer.number),
            "alarms": select(Alarm.kind, func.count()).group_by(Alarm.kind),
        }
        for name, statement in rows.items():
            counted = Counter({str(key): number for key, number in await session.execute(statement)})
            print(f"{name}: {json.dumps(dict(counted), ensure_ascii=False)}")
    await database.close()


def print_memory(installation: Installation) -> None:
    """The memory of the processes that belong to the installation."""
    application = installation.application
    if application is None:
        return
    for name, pid in [
        ("application", application.process.pid),
        *(("NLU server", child) for child in children(application.process.pid)),
        ("sandbox", installation.sandbox.process.pid),
    ]:
        print(f"memory of the {name}: {resident(pid):.0f} MB")


def children(pid: int) -> list[int]:
    """The processes that this one has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def resident(pid: int) -> float:
    """Resident memory in MB; 0 where it cannot be read."""
    with suppress(OSError, IndexError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.day", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=Path("data/eval/eval.jsonl"))
    parser.add_argument("--services", type=int, default=20, help="how many services end")
    parser.add_argument("--rate", type=float, help="messages a second; as fast as answered if not given")
    parser.add_argument("--kill-after", type=float, help="kill the application so many seconds into it")
    options = parser.parse_args()
    asyncio.run(live_through(options.file.resolve(), options.services, options.rate, options.kill_after))


if __name__ == "__main__":
    main()
