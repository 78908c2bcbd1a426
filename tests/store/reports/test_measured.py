"""Everything that was measured in a scope, by subject and group."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from store.engine.database import Database
from store.models.surveys import InvitationStatus, SurveyVersion
from store.reports.measured import Measured, measure
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure, Subject
from store.reports.sums.scope import Scope
from tests.records import Records
from tests.store.reports.scene import play

pytestmark = pytest.mark.dates

SHANGHAI = ZoneInfo("Asia/Shanghai")


async def measured(database: Database, scope: Scope, by: By | None = None) -> Measured:
    async with database.reading() as session:
        return await measure(session, scope, by, SHANGHAI)


def values(found: Measured, subject: Subject) -> dict[str | None, tuple[int, float]]:
    """Return n and value by group."""
    return {group: (each.n, each.value) for group, each in found.results[subject].items()}


async def test_empty_scope_has_a_funnel_and_nothing_else(database: Database, now: datetime) -> None:
    found = await measured(database, Scope(), By.OUTLET)
    assert (dict(found.results), found.tallies, found.distributions) == ({}, {}, ())
    assert [(group, funnel.invited) for group, funnel in found.funnels.items()] == [(None, 0)]


async def test_groups_are_measured_beside_everything(database: Database, now: datetime) -> None:
    await play(database, now)
    found = await measured(database, Scope("post_service", since=now), By.OUTLET)
    csat = Subject(Measure.CSAT, question="satisfaction")
    assert values(found, csat) == {None: (15, 11 / 15), "north": (12, 10 / 12), "south": (3, 1 / 3)}
    assert {group: sum(tally.values()) for group, tally in found.tallies[csat].items()} == {
        "north": 12,
        "south": 3,
    }


async def test_without_groups_there_are_no_tallies_to_compare(database: Database, now: datetime) -> None:
    await play(database, now)
    found = await measured(database, Scope("post_service", since=now))
    assert (found.tallies, [*found.funnels]) == ({}, [None])
    assert [*found.results] == [
        Subject(Measure.RESPONSE_RATE),
        Subject(Measure.CSAT, question="satisfaction"),
    ]


async def test_same_question_of_two_surveys_is_pooled(database: Database, now: datetime) -> None:
    definition = {"questions": [{"id": "score", "kind": "rating"}]}
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        for key, number in (("one", 5), ("two", 1)):
            session.add(SurveyVersion(key=key, digest=key, definition=definition, created_at=now))
            asked = await records.invitation(customer, survey_key=key)
            await records.answer(asked, "score", number=number)
    csat = Subject(Measure.CSAT, question="score")
    assert values(await measured(database, Scope()), csat) == {None: (2, 0.5)}
    assert values(await measured(database, Scope(), By.SURVEY), csat) == {
        None: (2, 0.5),
        "one": (1, 1.0),
        "two": (1, 0.0),
    }


async def test_answer_outside_its_scale_is_not_counted(database: Database, now: datetime) -> None:
    definition = {"questions": [{"id": "score", "kind": "rating"}]}
    async with database.transaction() as session:
        session.add(SurveyVersion(key="one", digest="1", definition=definition, created_at=now))
        records = Records(session, now)
        customer = await records.customer()
        for number in (9, 4):
            asked = await records.invitation(customer, survey_key="one")
            await records.answer(asked, "score", number=number)
    found = await measured(database, Scope())
    assert values(found, Subject(Measure.CSAT, question="score")) == {None: (1, 1.0)}
    assert values(found, Subject(Measure.RESPONSE_RATE)) == {None: (2, 1.0)}


async def test_no_to_being_asked_is_no_answer(database: Database, now: datetime) -> None:
    definition = {"questions": [{"id": "may_we", "kind": "consent"}, {"id": "score", "kind": "rating"}]}
    async with database.transaction() as session:
        session.add(SurveyVersion(key="long", digest="1", definition=definition, created_at=now))
        records = Records(session, now)
        asked = await records.invitation(
            await records.customer(), survey_key="long", status=InvitationStatus.DISMISSED
        )
        await records.answer(asked, "may_we", number=0)
    found = await measured(database, Scope())
    assert values(found, Subject(Measure.RESPONSE_RATE)) == {None: (1, 0.0)}
    assert [*found.results] == [Subject(Measure.RESPONSE_RATE)]
