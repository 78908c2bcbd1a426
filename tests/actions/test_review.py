"""Correcting what the model understood."""

from datetime import datetime

import pytest
from sqlalchemy import select

from actions.review import correct_intent
from actions.staff.roster import add_member
from nlu.labels import Intent
from store.database import Database
from store.models.conversations import Message
from store.models.staff import AuditEntry, Role
from store.queries.errors import NotFound
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
