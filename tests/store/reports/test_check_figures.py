"""What spot checks found."""

from datetime import date, datetime, timedelta

import pytest

from actions.staff.roster import add_member
from store.engine.database import Database
from store.models.customers import Customer
from store.models.reviews import Mark, Reading, SampledBy, SpotCheck
from store.models.staff import Role
from store.reports.check_figures import QualityScope, quality, score_of
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson
from tests.records import Records

WEIGHTS = {"courtesy": 60, "correctness": 40}


@pytest.mark.parametrize(
    ("marks", "score"),
    [
        ({"courtesy": "met", "correctness": "met"}, 1.0),
        ({"courtesy": "met", "correctness": "not_met"}, 0.6),
        ({"courtesy": "partly", "correctness": "met"}, 0.7),
        ({"courtesy": "not_applicable", "correctness": "partly"}, 0.5),
        ({"courtesy": "not_applicable", "correctness": "not_applicable"}, None),
        ({"older": "met"}, None),
    ],
)
def test_score_is_the_points_of_what_applies(marks: dict[str, str], score: float | None) -> None:
    assert score_of(marks, WEIGHTS) == score


async def test_first_readings_make_the_score_and_double_ones_the_agreement(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        mei = await add_member(session, "Mei", Role.REVIEWER, "hash", now)
        check = SpotCheck(
            sampled_by=SampledBy.OUTLET,
            value="north",
            first=date(2026, 11, 1),
            last=date(2026, 11, 23),
            seed=1,
            population=9,
            staff_id=mei.id,
            created_at=now,
        )
        session.add(check)
        await session.flush()
        talks = [await records.conversation(await records.customer()) for _ in range(3)]
        for talk, turn, courtesy, correctness in (
            (talks[0], 1, "met", "not_met"),
            (talks[0], 2, "met", "met"),
            (talks[1], 1, "not_applicable", "met"),
            (talks[2], 1, None, None),
        ):
            marks = {"courtesy": courtesy, "correctness": correctness} if courtesy and correctness else None
            session.add(
                Reading(
                    spot_check_id=check.id,
                    conversation_id=talk.id,
                    turn=turn,
                    marks=marks,
                    staff_id=mei.id if marks else None,
                    done_at=now if marks else None,
                )
            )
    async with database.reading() as session:
        found = await quality(session, QualityScope(check_id=check.id), WEIGHTS)
        other = await quality(session, QualityScope(sampled_by=SampledBy.OUTLET, value="south"), WEIGHTS)
        before = await quality(session, QualityScope(until=now - timedelta(days=1)), WEIGHTS)
    assert found.readings == 3
    assert found.score is not None
    assert found.score.n == 2
    assert found.score.value == pytest.approx(0.8)
    courtesy_result, correctness_result = found.criteria
    assert courtesy_result.met == Share(1, 1, wilson(1, 1))
    assert correctness_result.met == Share(1, 2, wilson(1, 2))
    assert courtesy_result.marks[Mark.NOT_APPLICABLE] == 1
    assert found.agreement is not None
    assert (found.agreement.n, found.agreement.same) == (1, 0.5)  # one conversation was read twice
    assert (other.readings, other.score, other.agreement, before.readings) == (0, None, None, 0)
    async with database.transaction() as session:
        (await session.get_one(Customer, talks[0].customer_id)).is_test = True
    async with database.reading() as session:
        assert (await quality(session, QualityScope(check_id=check.id), WEIGHTS)).readings == 1
