"""The survey loop: due work is done once, and a failure does not delay other invitations."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from actions.settings.house import House, SurveyRules
from actions.surveys.policy.events import ServiceEnded
from actions.surveys.policy.services import service_ended
from bot.timing.bell import Bell
from bot.worker.rounds.due_surveys import FAILED, DueSurveys
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer
from store.models.surveys import Invitation, InvitationStatus
from tests.bot.flaky import FlakyDatabase
from tests.bot.worker.conftest import Clock, alarms, outbox_rows

LITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
AT_ONCE = SurveyRules(delay=timedelta(0), quiet=None)
WITHIN = 20.0


class Bench:
    """A survey loop with all that it needs."""

    def __init__(self, database: Database, house: House, now: datetime, poll: float = 0.01) -> None:
        self.database = database
        self.house = replace(house, rules=AT_ONCE)
        self.clock = Clock(now)
        self.bell = Bell()
        self.effects = Bell()
        self.surveys = DueSurveys(
            database,
            lambda: self.house,
            bell=self.bell,
            effects=self.effects,
            clock=self.clock,
            poll=poll,
            batch=2,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The loop runs meanwhile."""
        loop = asyncio.create_task(self.surveys.run())
        try:
            yield
        finally:
            self.surveys.stop()
            await loop

    async def end_services(self, *chats: int) -> None:
        """Services of these customers end now."""
        async with self.database.transaction() as session:
            for chat in chats:
                session.add(Customer(account=Address(chat), address=Address(chat), created_at=self.clock()))
                await session.flush()
                event = ServiceEnded(
                    source="till-3", id=f"r{chat}", ended_at=self.clock(), account=Address(chat)
                )
                await service_ended(session, event, self.clock(), self.house)

    async def until(self, is_so: Callable[[list[InvitationStatus]], bool]) -> None:
        """Wait until the invitations look like this."""
        async with asyncio.timeout(WITHIN):
            while not is_so(await self.statuses()):
                await self.effects.wait(0.05)

    async def statuses(self) -> list[InvitationStatus]:
        """How the invitations stand."""
        async with self.database.reading() as session:
            return list(await session.scalars(select(Invitation.status).order_by(Invitation.id)))


def all_sent(statuses: list[InvitationStatus]) -> bool:
    return set(statuses) == {InvitationStatus.SENT}


async def test_first_questions_go_out_once_when_two_workers_look(
    database: Database, house: House, now: datetime
) -> None:
    one, two = Bench(database, house, now), Bench(database, house, now)
    await one.end_services(*range(1, 21))
    async with one.running(), two.running():
        await one.until(all_sent)
    assert len(await outbox_rows(database)) == 20


@LITE
async def test_bell_wakes_the_loop(database: Database, house: House, now: datetime) -> None:
    bench = Bench(database, house, now, poll=3600.0)
    async with bench.running():
        await bench.end_services(1)
        bench.bell.ring()
        await bench.until(all_sent)
    assert len(await outbox_rows(database)) == 1


@LITE
async def test_nothing_is_done_before_its_time(database: Database, house: House, now: datetime) -> None:
    bench = Bench(database, house, now)
    bench.house = replace(house, rules=SurveyRules(delay=timedelta(hours=1), quiet=None))
    async with bench.running():
        await bench.end_services(1)
        bench.clock.pass_(3599)
        await bench.bell.wait(0.05)
        assert await bench.statuses() == [InvitationStatus.SCHEDULED]
        bench.clock.pass_(1)
        await bench.until(all_sent)


@LITE
async def test_expired_surveys_are_closed(database: Database, house: House, now: datetime) -> None:
    bench = Bench(database, house, now)
    await bench.end_services(1, 2)
    async with bench.running():
        await bench.until(all_sent)
        bench.clock.pass_(timedelta(days=8).total_seconds())
        await bench.until(lambda statuses: InvitationStatus.SENT not in statuses)
    assert await bench.statuses() == [InvitationStatus.EXPIRED] * 2


def hopeless(now: datetime) -> Invitation:
    """An invitation that cannot be sent, since its service is missing, and waits for longer than others."""
    return Invitation(
        customer_id=1,
        survey_key="post_service",
        status=InvitationStatus.SCHEDULED,
        due_at=now - timedelta(hours=1),
        created_at=now,
    )


@LITE
async def test_one_failure_holds_up_nobody_and_is_shown(
    database: Database, house: House, now: datetime
) -> None:
    bench = Bench(database, house, now)
    await bench.end_services(1)
    async with database.transaction() as session:
        without_service = hopeless(now)
        session.add(without_service)
    async with bench.running():
        await bench.until(lambda statuses: statuses[0] is InvitationStatus.SENT)
        async with asyncio.timeout(WITHIN):
            while not await alarms(database):
                await bench.effects.wait(0.01)
    assert await alarms(database) == [(FAILED, f"invitation:{without_service.id}")]


async def test_failures_as_many_as_fit_into_a_look_hold_up_nobody(
    database: Database, house: House, now: datetime
) -> None:
    bench = Bench(database, house, now)
    await bench.end_services(1)
    async with database.transaction() as session:
        session.add_all(hopeless(now) for _ in range(2))
    with capture_logs():  # which spares us to have them set in colours
        async with bench.running():
            await bench.until(lambda statuses: statuses[0] is InvitationStatus.SENT)
    assert len(await outbox_rows(database)) == 1


@LITE
async def test_what_fails_again_is_left_alone_for_longer(
    database: Database, house: House, now: datetime
) -> None:
    bench = Bench(database, house, now)
    await bench.end_services(1)
    async with database.transaction() as session:
        session.add(hopeless(now))

    async def due() -> datetime | None:
        async with database.reading() as session:
            return await session.scalar(select(Invitation.due_at).where(Invitation.id == 2))

    with capture_logs() as logs:
        async with bench.running(), asyncio.timeout(WITHIN):
            for pause in (60, 120, 240):
                while (at := await due()) is None or at <= bench.clock():
                    await bench.effects.wait(0.01)
                assert at - bench.clock() == timedelta(seconds=pause)
                bench.clock.pass_(pause)
    assert [log["again_in"] for log in logs][:3] == [60, 120, 240]


@LITE
async def test_outages_of_the_database_are_lived_through(
    database: Database, house: House, now: datetime
) -> None:
    await Bench(database, house, now).end_services(1, 2, 3)
    bench = Bench(FlakyDatabase(database, failures=3, at_commit=True), house, now)
    async with bench.running():
        await bench.until(all_sent)
    assert len(await outbox_rows(database)) == 3
