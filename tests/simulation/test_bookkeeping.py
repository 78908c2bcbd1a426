"""A day through the real services, policy, clockwork, buttons and database: what was said is reported."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import insert, select

from actions.settings.house import House
from actions.surveys.asking import schedule, taps_on_answers
from actions.surveys.asking.survey_message import delivered
from actions.surveys.policy.events import ServiceEnded
from actions.surveys.policy.services import service_ended
from actions.turn.incoming import ButtonPressed, Origin, Person
from actions.turn.open_conversation import open_turn
from store.engine.database import Database
from store.models import Base
from store.models.address import Address
from store.models.customers import Customer
from store.models.surveys import Invitation
from store.reports.report import Report, ReportRequest, report
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure
from store.reports.sums.scope import Scope
from tests.simulation.world import BITTER_ARE_SILENT, customer, outlets

SERVICES, CUSTOMERS, SEED = 60, 40, 11


@pytest.fixture
async def ledger(tmp_path: Path, now: datetime) -> AsyncIterator[Database]:
    """An empty SQLite database with customers whom the bot knows."""
    database = Database.at(f"sqlite:///{tmp_path / 'huifang.db'}")
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
        ids = range(1, CUSTOMERS + 1)
        known = [
            {"id": each, "account": Address(each), "address": Address(each), "created_at": now}
            for each in ids
        ]
        await connection.execute(insert(Customer), known)
    yield database
    await database.close()


async def tell(
    database: Database, random: Random, outlet: str, number: int, at: datetime, house: House
) -> None:
    event = ServiceEnded(
        "till", str(number), at, account=Address(random.randint(1, CUSTOMERS)), outlet=outlet
    )
    async with database.transaction() as session:
        await service_ended(session, event, at, house)


async def send_all(database: Database, at: datetime, house: House) -> list[Invitation]:
    """Send what is due, and let it arrive."""
    async with database.reading() as session:
        due = await schedule.due(session, at, limit=1_000)
    for invitation_id in due:
        async with database.transaction() as session:
            await schedule.advance(session, invitation_id, at, house)
            await delivered(session, invitation_id, at)
    async with database.reading() as session:
        sent = select(Invitation).where(Invitation.sent_at.is_not(None)).order_by(Invitation.id)
        return list(await session.scalars(sent))


async def tap(database: Database, invitation: Invitation, score: int, at: datetime, house: House) -> None:
    async with database.transaction() as session:
        person = await session.get_one(Customer, invitation.customer_id)
        turn = await open_turn(session, person, at, house)
        origin = Origin(Address(person.id), Person(Address(person.id), "Wang"))
        data = f"s:{invitation.id}:satisfaction:{score}"
        await taps_on_answers.tap(turn, ButtonPressed(origin, "tap", None, data))


def tallied(found: Report) -> dict[str, tuple[int, int]]:
    """Satisfied customers and n by outlet, taken back from the report's shares."""
    return {
        line.group: (round((line.figure.value or 0.0) * line.figure.n), line.figure.n)
        for line in found.lines
        if line.group and line.subject.measure is Measure.CSAT
    }


async def test_report_says_what_customers_said(ledger: Database, house: House, now: datetime) -> None:
    random = Random(SEED)  # noqa: S311 - a simulation that must repeat, no secret
    places = {each.name: each for each in outlets(random, 3)}
    for number in range(SERVICES):
        at = now + timedelta(hours=number % 3)
        await tell(ledger, random, random.choice([*places]), number, at, house)
    evening = now + timedelta(hours=5)
    sent = await send_all(ledger, evening, house)
    satisfied: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for invitation in sent:
        person = customer(random, places[invitation.outlet or ""], BITTER_ARE_SILENT)
        if person.answers:
            await tap(ledger, invitation, person.feeling, evening, house)
            answered[invitation.outlet or ""] += 1
            satisfied[invitation.outlet or ""] += person.feeling >= 4
    async with ledger.reading() as session:
        found = await report(session, ReportRequest(Scope(), house.zone, By.OUTLET))
    assert tallied(found) == {name: (satisfied[name], answered[name]) for name in answered}
    whole = found.funnels[None]
    assert (whole.sent, whole.delivered, whole.answered) == (len(sent), len(sent), answered.total())
    assert 0 < len(sent) < SERVICES
