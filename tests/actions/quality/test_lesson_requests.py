"""What the understanding can learn, and asking for it to be learned."""

from datetime import datetime

from sqlalchemy import select

from actions.quality.lesson_requests import Lesson, ask_to_learn, ask_to_restore, lessons
from actions.quality.reviewing import correct_intent
from actions.staff.roster import add_member
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.staff import AuditEntry, Role, Staff
from store.models.training_runs import LearningKind
from store.queues import training_queue
from tests.records import Records


async def reviewer(database: Database, now: datetime) -> int:
    async with database.transaction() as session:
        staff = Staff(name="lee", password_hash="x", role=Role.REVIEWER, created_at=now)
        session.add(staff)
        await session.flush()
        return staff.id


async def test_correction_becomes_an_anonymous_lesson_until_it_is_withdrawn(
    database: Database, now: datetime
) -> None:
    staff_id = await reviewer(database, now)
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer("Wang"))
        message = await records.heard(talk, "Wang here, order 4711 again late")
        await records.heard(talk, "😀", corrected_intent=Intent.PRAISE, corrected_at=now, language=None)
        await correct_intent(session, talk.id, message.id, Intent.COMPLAINT, staff_id, now)
        second = await add_member(session, "mei", Role.REVIEWER, "hash", now)
        await correct_intent(session, talk.id, message.id, Intent.COMPLAINT, second.id, now)
    async with database.transaction() as session:
        learned = await lessons(session)
        await correct_intent(session, talk.id, message.id, None, staff_id, now)
        withdrawn = await lessons(session)
    assert (learned, withdrawn) == (
        [Lesson("someone here, order 0000 again late", Language.EN, Intent.COMPLAINT)],
        [],
    )


async def test_language_is_read_off_a_text_that_has_none(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        await records.heard(
            talk,
            "太慢了",
            Intent.COMPLAINT,
            corrected_intent=Intent.COMPLAINT,
            corrected_at=now,
            language=None,
        )
    async with database.reading() as session:
        assert [one.language for one in await lessons(session)] == [Language.ZH]


async def test_asking_queues_a_run_and_is_audited(database: Database, now: datetime) -> None:
    staff_id = await reviewer(database, now)
    async with database.transaction() as session:
        runs = [
            await ask_to_learn(session, staff_id, now),
            await ask_to_restore(session, "m1", staff_id, now),
        ]
    async with database.reading() as session:
        queued = [
            (one.id, one.kind, one.model, one.requested_by) for one in await training_queue.latest(session)
        ]
        audited = list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert (queued, audited) == (
        [
            (runs[1], LearningKind.RESTORE, "m1", staff_id),
            (runs[0], LearningKind.LEARN, None, staff_id),
        ],
        ["model.learning_asked", "model.restore_asked"],
    )
