"""What is told to other systems, by the rows that say that something happened."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from actions.casework.case_steps import move
from actions.settings.house import House
from actions.webhooks.webhook_targets import add_target
from store.engine.database import Database
from store.models.answers import AnswerEntry, AnswerShowing, ShowingKind, ShowingOutcome
from store.models.cases import CaseEvent, CaseKind, CaseStatus, CaseStep
from store.models.conversations import Mode
from store.models.event_capture import message_received, telling
from store.models.queues import EventDelivery, SystemEventKind, WebhookTarget
from store.models.surveys import InvitationStatus
from store.queues.alarm_rows import raise_alarm
from tests.records import Records

Told = list[tuple[SystemEventKind, dict[str, Any]]]


async def wanting(database: Database, now: datetime, *kinds: SystemEventKind) -> None:
    """A target that wants these kinds, or all."""
    async with database.transaction() as session:
        await add_target(session, "https://crm.example/", kinds or tuple(SystemEventKind), now)


async def told(database: Database) -> Told:
    async with database.reading() as session:
        found = await session.execute(
            select(EventDelivery.kind, EventDelivery.facts).order_by(EventDelivery.id)
        )
        return list(found.tuples())


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (CaseStep.OPENED, SystemEventKind.CASE_OPENED),
        (CaseStep.STATUS, SystemEventKind.CASE_CHANGED),
        (CaseStep.SETTLED, SystemEventKind.CASE_SETTLED),
        (CaseStep.REOPENED, SystemEventKind.CASE_REOPENED),
        (CaseStep.NOTE, None),
    ],
)
async def test_steps_of_cases_are_told_without_their_words(
    database: Database, now: datetime, step: CaseStep, kind: SystemEventKind | None
) -> None:
    await wanting(database, now)
    async with database.transaction() as session:
        records = Records(session, now)
        case = await records.case(await records.customer(), outlet="north", status=CaseStatus.WAITING)
        session.add(CaseEvent(case_id=case.id, step=step, detail="words", at=now))
        facts = {"case": case.id, "step": step.value, "kind": "complaint", "status": "waiting"}
    assert await told(database) == ([] if kind is None else [(kind, facts | {"outlet": "north"})])


async def test_closed_case_that_staff_move_is_told_as_reopened(
    database: Database, now: datetime, house: House
) -> None:
    await wanting(database, now)
    async with database.transaction() as session:
        records = Records(session, now)
        case = await records.case(await records.customer(), status=CaseStatus.SETTLED, settled_at=now)
        ann = await records.staff("Ann")
        for status in (CaseStatus.OPEN, CaseStatus.WAITING):
            await move(session, case.id, status, ann.id, now, house)
            await session.flush()
    assert [(kind, facts["status"]) for kind, facts in await told(database)] == [
        (SystemEventKind.CASE_REOPENED, "open"),
        (SystemEventKind.CASE_CHANGED, "waiting"),
    ]


async def test_recovery_tells_of_a_low_score_too(database: Database, now: datetime) -> None:
    await wanting(database, now)
    async with database.transaction() as session:
        records = Records(session, now)
        case = await records.case(await records.customer(), kind=CaseKind.RECOVERY)
        session.add(CaseEvent(case_id=case.id, step=CaseStep.OPENED, at=now))
    assert [kind for kind, _ in await told(database)] == [
        SystemEventKind.CASE_OPENED,
        SystemEventKind.SCORE_LOW,
    ]


async def test_surveys_are_told_when_they_are_sent_answered_and_expired(
    database: Database, now: datetime
) -> None:
    await wanting(database, now)
    async with database.transaction() as session:
        records = Records(session, now)
        asked = await records.invitation(await records.customer(), status=InvitationStatus.SCHEDULED)
        for status in (
            InvitationStatus.SENT,
            InvitationStatus.STARTED,
            InvitationStatus.COMPLETED,
            InvitationStatus.EXPIRED,
        ):
            asked.status = status
            await session.flush()
            asked.question = status.value  # a change of anything else tells nothing
            await session.flush()
    assert [kind for kind, _ in await told(database)] == [
        SystemEventKind.SURVEY_SENT,
        SystemEventKind.SURVEY_ANSWERED,
        SystemEventKind.SURVEY_EXPIRED,
    ]


async def test_handover_alarm_and_refused_answer_are_told(database: Database, now: datetime) -> None:
    await wanting(database, now)
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.talk()
        talk.mode, talk.handed_over_at = Mode.STAFF, now
        await session.flush()
        await raise_alarm(session, "nlu.away", "nlu", now)
        entry = AnswerEntry(key="hours", created_at=now)
        session.add(entry)
        await session.flush()
        showing = AnswerShowing(
            conversation_id=talk.id,
            answer_id=entry.id,
            version=1,
            language="en",
            kind=ShowingKind.DIRECT,
            shown_at=now,
        )
        session.add(showing)
        await session.flush()
        showing.outcome, showing.outcome_at = ShowingOutcome.NOT_MY_QUESTION, now
        await session.flush()
        known = (talk.id, entry.id)
    handed, alarm, refused = await told(database)
    assert handed == (SystemEventKind.HANDED_OVER, {"conversation": known[0]})
    assert (alarm[0], alarm[1]["subject"]) == (SystemEventKind.ALARM_RAISED, "nlu")
    assert (refused[0], refused[1]["answer"]) == (SystemEventKind.ANSWER_REFUSED, known[1])


async def test_only_targets_that_want_an_event_get_it_under_one_id(database: Database, now: datetime) -> None:
    for kinds in (
        (SystemEventKind.ALARM_RAISED,),
        (SystemEventKind.CASE_OPENED,),
        (SystemEventKind.ALARM_RAISED,),
    ):
        await wanting(database, now, *kinds)
    await wanting(database, now)
    async with database.transaction() as session:
        (await session.get_one(WebhookTarget, 4)).disabled_at = now
    async with database.transaction() as session:
        await raise_alarm(session, "nlu.away", "nlu", now)
    async with database.reading() as session:
        rows = list(await session.scalars(select(EventDelivery).order_by(EventDelivery.target_id)))
    assert [row.target_id for row in rows] == [1, 3]
    assert len({row.event_id for row in rows}) == 1


async def test_what_is_rolled_back_is_not_told(database: Database, now: datetime) -> None:
    await wanting(database, now)
    with suppress(RuntimeError):
        async with database.transaction() as session:
            await raise_alarm(session, "nlu.away", "nlu", now)
            raise RuntimeError("stop")
    assert await told(database) == []


async def test_events_of_a_customer_go_with_the_customer(database: Database, now: datetime) -> None:
    await wanting(database, now)
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        await records.heard(await records.conversation(customer))
        await session.delete(customer)
    assert await told(database) == []


async def test_targets_with_outlets_get_events_of_these_alone(database: Database, now: datetime) -> None:
    kinds = tuple(SystemEventKind)
    async with database.transaction() as session:
        for outlets in ((), ("north",), ("south", "nor%"), ("North",)):
            await add_target(session, "https://crm.example/", kinds, now, outlets=outlets)
    for outlet in ("north", "nor%", None):
        async with database.transaction() as session:
            facts = {"case": 1, "outlet": outlet}
            await session.execute(*telling(SystemEventKind.CASE_OPENED, now, facts))
    async with database.reading() as session:
        rows = await session.execute(select(EventDelivery.target_id, EventDelivery.facts))
        got = sorted((target, facts["outlet"] or "") for target, facts in rows)
    assert got == [(1, ""), (1, "nor%"), (1, "north"), (2, "north"), (3, "nor%")]


async def test_alarms_go_to_targets_of_any_outlet(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        for outlets in ((), ("north",)):
            await add_target(session, "https://crm.example/", tuple(SystemEventKind), now, outlets=outlets)
        await raise_alarm(session, "nlu.away", "nlu", now)
    async with database.reading() as session:
        found = select(EventDelivery.target_id).order_by(EventDelivery.target_id)
        assert list(await session.scalars(found)) == [1, 2]


async def test_message_counts_for_the_outlet_of_the_last_service(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        for outlet in ("north", "south"):
            await add_target(
                session, "https://crm.example/", [SystemEventKind.MESSAGE_RECEIVED], now, outlets=[outlet]
            )
        records = Records(session, now)
        customer = await records.customer()
        for outlet, days in (("north", 1), ("south", 2)):
            served = {"customer_id": customer.id, "outlet": outlet, "ended_at": now - timedelta(days=days)}
            await records.service(outlet, **served)
        stranger = await records.customer()
        for each in (customer, stranger):
            message = await records.heard(await records.conversation(each), "Where?")
            await session.execute(*message_received(message, each.id))
    async with database.reading() as session:
        assert list(await session.scalars(select(EventDelivery.target_id))) == [1]
