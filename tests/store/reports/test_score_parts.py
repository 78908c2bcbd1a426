"""Promised times and marks, by outlet and agent."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from store.engine.database import Database
from store.models.cases import CaseEvent, CaseStatus, CaseStep
from store.models.reviews import Reading, SampledBy, SpotCheck
from store.reports.score_parts import marks, promises, score_part
from store.reports.statistics.intervals import Interval, wilson
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope
from tests.records import Records, recording

HOUR = timedelta(hours=1)


async def promise(records: Records, now: datetime, answered: timedelta | None, **values: Any) -> None:
    customer = await records.customer(is_test=values.pop("is_test", False))
    told = {"outlet": "north", "agent": "Li", "due_at": now - HOUR, "opened_at": now - 5 * HOUR, **values}
    case = await records.case(customer, **told)
    if answered is not None:
        records.session.add(CaseEvent(case_id=case.id, step=CaseStep.REPLIED, at=now + answered))


async def test_promises_are_met_by_a_reply_in_time(database: Database, now: datetime) -> None:
    async with recording(database, now) as (_, records):
        for number in range(12):
            await promise(records, now, -2 * HOUR if number else 0 * HOUR)
        await promise(records, now, None, due_at=now + HOUR)
        await promise(records, now, None, status=CaseStatus.WITHDRAWN)
        await promise(records, now, None, status=CaseStatus.MERGED)
        await promise(records, now, None, is_test=True)
        await promise(records, now, None, outlet="south", agent=None)
        await promise(records, now, None, outlet=None, agent=None)
    async with database.reading() as session:
        found = await promises(session, Scope(), By.OUTLET, now)
        by_agent = await promises(session, Scope(since=now - 6 * HOUR, until=now), By.AGENT, now)
        none = await promises(session, Scope(since=now, outlet="north"), By.OUTLET, now)
    assert found == {"north": score_part(12, 12, 11 / 12, wilson(11, 12)), "south": score_part(1, 1, 0, None)}
    assert (by_agent, none) == ({"Li": found["north"]}, {})


async def test_courtesy_stands_apart_from_other_marks(database: Database, now: datetime) -> None:
    async with recording(database, now) as (session, records):
        reader = await records.staff("reader")
        check = SpotCheck(
            sampled_by=SampledBy.EVERYTHING,
            first=now.date(),
            last=now.date(),
            seed=1,
            population=12,
            staff_id=reader.id,
            created_at=now,
        )
        session.add(check)
        await session.flush()
        for number in range(12):
            customer = await records.customer()
            talk = await records.conversation(customer)
            await records.case(customer, talk, outlet="north")
            given = {
                "courtesy": "met",
                "correct": "partly" if number % 2 else "met",
                "closed": "not_applicable",
            }
            for turn in (1, 2):
                session.add(
                    Reading(
                        spot_check_id=check.id,
                        conversation_id=talk.id,
                        turn=turn,
                        staff_id=reader.id,
                        marks=given if turn == 1 else {"courtesy": "not_met"},
                        done_at=now,
                    )
                )
    weights = {"courtesy": 20, "correct": 50, "closed": 30}
    async with database.reading() as session:
        checks, courtesy = await marks(session, Scope(), By.OUTLET, weights)
        neither = await marks(session, Scope(since=now + HOUR), By.OUTLET, weights)
    assert (checks["north"].n, courtesy["north"].n, neither) == (12, 12, ({}, {}))
    assert checks["north"].estimate is not None
    assert courtesy["north"].estimate is not None
    assert checks["north"].estimate.value == pytest.approx(0.75)
    assert (courtesy["north"].estimate.value, courtesy["north"].estimate.interval.high) == (1.0, 1.0)
    assert courtesy["north"].estimate.interval.low < 1


def test_part_of_few_has_no_estimate() -> None:
    around = Interval(0.1, 0.9)
    assert [
        score_part(n, customers, 0.5, around).estimate is None for n, customers in ((10, 10), (9, 9), (20, 9))
    ] == [
        False,
        True,
        True,
    ]
