"""Correcting what the model understood."""

from datetime import datetime

import pytest
from sqlalchemy import select

from actions.quality.reviewing import Reviewer, correct_intent, review, undo
from actions.staff.roster import add_member
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.conversations import Message
from store.models.reviews import IntentReview, ReviewQueue
from store.models.staff import AuditEntry, Role
from store.queries.not_found import NotFound
from tests.records import Records


async def heard(database: Database, now: datetime) -> tuple[int, int, int]:
    """A message that the model took for an inquiry: conversation, message, and a member of staff."""
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        message = await records.heard(talk, "Still no parcel", Intent.INQUIRY)
        await records.said(talk)
        member = await add_member(session, "Mei", Role.REVIEWER, "hash", now)
        return talk.id, message.id, member.id


async def test_correction_is_kept_beside_what_the_model_said(database: Database, now: datetime) -> None:
    talk, message, member = await heard(database, now)
    async with database.transaction() as session:
        await correct_intent(session, talk, message, Intent.COMPLAINT, member, now)
    async with database.reading() as session:
        row = await session.get_one(Message, message)
    assert (row.intent, row.corrected_intent, row.corrected_by, row.corrected_at) == (
        Intent.INQUIRY,
        Intent.COMPLAINT,
        member,
        now,
    )


async def test_correction_can_be_changed_and_taken_back(database: Database, now: datetime) -> None:
    talk, message, member = await heard(database, now)
    for intent in (Intent.COMPLAINT, Intent.PRAISE, None):
        async with database.transaction() as session:
            await correct_intent(session, talk, message, intent, member, now)
    async with database.reading() as session:
        row = await session.get_one(Message, message)
        entries = list(
            await session.scalars(
                select(AuditEntry).where(AuditEntry.action.startswith("intent.")).order_by(AuditEntry.id)
            )
        )
    assert (row.corrected_intent, row.corrected_by, row.corrected_at) == (None, None, None)
    assert [(entry.actor, entry.action, entry.subject, entry.detail) for entry in entries] == [
        (
            f"staff:{member}",
            "intent.corrected",
            f"message:{message}",
            {"model": "inquiry", "before": None, "after": "complaint"},
        ),
        (
            f"staff:{member}",
            "intent.corrected",
            f"message:{message}",
            {"model": "inquiry", "before": "complaint", "after": "praise"},
        ),
        (
            f"staff:{member}",
            "intent.correction_withdrawn",
            f"message:{message}",
            {"model": "inquiry", "before": "praise", "after": None},
        ),
    ]


@pytest.mark.parametrize(("talk_offset", "message_offset"), [(1, 0), (0, 1), (0, 99)])
async def test_foreign_outgoing_and_missing_messages_are_refused(
    database: Database, now: datetime, talk_offset: int, message_offset: int
) -> None:
    talk, message, member = await heard(database, now)
    with pytest.raises(NotFound):
        async with database.transaction() as session:
            await correct_intent(
                session, talk + talk_offset, message + message_offset, Intent.PRAISE, member, now
            )
    async with database.reading() as session:
        entries = await session.scalars(select(AuditEntry.id).where(AuditEntry.action.startswith("intent.")))
        assert list(entries) == []


async def corrected(database: Database, message: int) -> Intent | None:
    async with database.reading() as session:
        return (await session.get_one(Message, message)).corrected_intent


async def test_review_is_kept_with_its_queue(database: Database, now: datetime) -> None:
    _, message, member = await heard(database, now)
    async with database.transaction() as session:
        done = await review(session, message, Intent.COMPLAINT, Reviewer(member, ReviewQueue.RANDOM), now)
    async with database.reading() as session:
        row = await session.get_one(IntentReview, done)
    assert (row.message_id, row.staff_id, row.queue, row.model, row.before, row.after, row.at) == (
        message,
        member,
        ReviewQueue.RANDOM,
        Intent.INQUIRY,
        None,
        Intent.COMPLAINT,
        now,
    )


async def test_undo_brings_back_what_held_before(database: Database, now: datetime) -> None:
    _, message, member = await heard(database, now)
    reviewer = Reviewer(member)
    for before, after in ((None, Intent.PRAISE), (Intent.BYE, Intent.COMPLAINT)):
        async with database.transaction() as session:
            await review(session, message, before, reviewer, now)
            done = await review(session, message, after, reviewer, now)
        async with database.transaction() as session:
            assert await undo(session, done, reviewer, now) == message
        assert await corrected(database, message) == before


async def test_only_the_latest_own_review_is_undone(database: Database, now: datetime) -> None:
    _, message, member = await heard(database, now)
    async with database.transaction() as session:
        other = await add_member(session, "Osei", Role.REVIEWER, "hash", now)
        first = await review(session, message, Intent.PRAISE, Reviewer(member), now)
        await review(session, message, Intent.BYE, Reviewer(other.id), now)
    for review_id, staff_id in ((first, member), (first, other.id), (first + 1, member), (999, member)):
        with pytest.raises(NotFound):
            async with database.transaction() as session:
                await undo(session, review_id, Reviewer(staff_id), now)
    assert await corrected(database, message) == Intent.BYE


async def test_outgoing_message_is_not_reviewed(database: Database, now: datetime) -> None:
    _, message, member = await heard(database, now)
    with pytest.raises(NotFound):
        async with database.transaction() as session:
            await review(session, message + 1, Intent.PRAISE, Reviewer(member), now)
