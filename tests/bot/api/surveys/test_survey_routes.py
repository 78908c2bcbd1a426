"""GET /api/v1/surveys and invitations."""

from datetime import datetime

import pytest
from sqlalchemy import select

from actions.settings.house import House
from actions.staff.api_keys import KeyScope, issue
from store.engine.database import Database
from store.models.occasions import Occasion
from store.models.staff import AuditEntry
from store.models.surveys import InvitationStatus
from tests.bot.api.conftest import System
from tests.records import Records


@pytest.fixture
async def asked(system: System, database: Database, now: datetime) -> tuple[int, int]:
    """The numbers of an invitation that Ann has answered, and of one that waits for Ben."""
    async with database.transaction() as session:
        records = Records(session, now)
        service = await records.service("r7")
        done = await records.invitation(
            await records.customer("Ann"),
            status=InvitationStatus.COMPLETED,
            outlet="north",
            service_id=service.id,
        )
        await records.answer(done, "satisfaction", number=4, first_number=2)
        await records.answer(done, "reasons", choices=["speed"])
        by_staff = await records.service("by-hand", source=Occasion.STAFF.source)
        waits = await records.invitation(await records.customer("Ben", is_test=True), service_id=by_staff.id)
        return done.id, waits.id


async def test_definitions_have_questions_in_each_language(system: System, house: House) -> None:
    every = (await system.send("GET", "surveys")).json()["items"]
    assert [survey["key"] for survey in every] == sorted(house.surveys)
    one = (await system.send("GET", "surveys/post_service")).json()
    assert one in every
    survey = house.surveys["post_service"]
    assert (one["version"], [question["id"] for question in one["questions"]]) == (
        survey.digest,
        [question.id for question in survey.asked],
    )
    assert one["questions"][0]["text"] == survey.asked[0].text


async def test_unknown_survey_and_invitation_are_not_found(system: System) -> None:
    answers = [await system.send("GET", path) for path in ("surveys/none", "invitations/99")]
    assert [answer.status_code for answer in answers] == [404, 404]


async def test_invitations_come_with_their_answers(system: System, asked: tuple[int, int]) -> None:
    page = (await system.send("GET", "invitations?size=1")).json()
    rest = (await system.send("GET", f"invitations?size=1&after={page['next']}")).json()
    [waits], [done] = page["items"], rest["items"]
    assert (waits["id"], waits["answers"], waits["is_test"]) == (asked[1], [], True)
    assert [(given["question"], given["number"], given["first_number"]) for given in done["answers"]] == [
        ("satisfaction", 4, 2),
        ("reasons", None, None),
    ]
    assert (done["service_source"], done["service_id"], rest["next"]) == ("till-3", "r7", None)
    assert (done["occasion"], waits["occasion"]) == ("service", "staff")
    single = await system.send("GET", f"invitations/{asked[0]}")
    assert single.json() == done
    again = await system.send("GET", f"invitations/{asked[0]}", **{"If-None-Match": single.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "count"),
    [("survey=post_service", 2), ("survey=other", 0), ("status=completed", 1), ("outlet=north", 1)],
)
async def test_filters_choose(system: System, asked: tuple[int, int], query: str, count: int) -> None:
    assert len((await system.send("GET", f"invitations?{query}")).json()["items"]) == count


async def test_answers_need_their_scope_and_reading_is_noted(
    system: System, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        plain = await issue(session, "plain", now)
        surveys = await issue(session, "sheet", now, scopes=[KeyScope.SURVEYS])
    statuses = []
    for key in (plain, surveys):
        system.key = key
        statuses += [(await system.send("GET", path)).status_code for path in ("surveys", "invitations")]
    assert statuses == [403, 403, 200, 200]
    async with database.reading() as session:
        looks = select(AuditEntry.actor, AuditEntry.action).where(AuditEntry.action.startswith("look."))
        found = [tuple(row) for row in await session.execute(looks)]
    assert found == [("key:sheet", "look.surveys")]
