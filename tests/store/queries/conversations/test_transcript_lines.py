"""The lines of a transcript."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.conversations import Revision, Understood
from store.models.queues import OutboxStatus
from store.models.staff import Role, Staff
from store.queries.conversations.transcript_lines import (
    EarlierWording,
    IntentCorrection,
    TranscriptLine,
    lines,
)
from tests.records import Records


async def read(database: Database, conversation_id: int) -> tuple[TranscriptLine, ...]:
    async with database.reading() as session:
        return await lines(session, conversation_id, None, 100)


async def test_lines_come_in_order_and_only_of_this_conversation(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        talk, other = await records.conversation(customer), await records.conversation(customer)
        await records.heard(talk, "one")
        await records.heard(other, "elsewhere")
        await records.said(talk, "two")
    assert [line.text for line in await read(database, talk.id)] == ["one", "two"]


async def test_newest_lines_are_taken_before_a_message(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        messages = [await records.heard(talk, str(number)) for number in range(5)]
    async with database.reading() as session:
        newest = await lines(session, talk.id, None, 2)
        earlier = await lines(session, talk.id, messages[3].id, 2)
    assert ([line.text for line in newest], [line.text for line in earlier]) == (["3", "4"], ["1", "2"])


async def test_corrections_and_choices_are_told_apart(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        mei = Staff(name="Mei", password_hash="hash", role=Role.REVIEWER, created_at=now)
        session.add(mei)
        await session.flush()
        talk = await records.conversation(await records.customer())
        await records.heard(talk, "a", Intent.PRAISE)
        await records.heard(talk, "b", Intent.PRAISE, chosen_intent=Intent.INQUIRY)
        await records.heard(
            talk,
            "c",
            Intent.PRAISE,
            chosen_intent=Intent.INQUIRY,
            corrected_intent=Intent.COMPLAINT,
            corrected_by=mei.id,
            corrected_at=now,
        )
    plain, chosen, corrected = await read(database, talk.id)
    assert [line.effective for line in (plain, chosen, corrected)] == [
        Intent.PRAISE,
        Intent.INQUIRY,
        Intent.COMPLAINT,
    ]
    assert corrected.correction == IntentCorrection(Intent.COMPLAINT, "Mei", now)
    assert (plain.correction, chosen.correction, chosen.chosen) == (None, None, Intent.INQUIRY)


@pytest.mark.parametrize(
    ("values", "is_uncertain"),
    [
        ({"confidence": 0.9}, False),
        ({"sure": False}, True),
        ({"sure": False, "chosen_intent": Intent.PRAISE}, False),
        ({"intent": None, "understood": Understood.FAILED}, True),
        ({"intent": None, "understood": Understood.PENDING}, False),
        ({"intent": None, "understood": Understood.NOT_NEEDED}, False),
    ],
)
async def test_line_is_uncertain_where_nobody_knows(
    database: Database, now: datetime, values: dict[str, object], is_uncertain: bool
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        await records.heard(talk, **values)  # type: ignore[arg-type] # columns of one row, by name
    (line,) = await read(database, talk.id)
    assert line.is_uncertain is is_uncertain


async def test_bots_own_words_are_never_uncertain(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        await records.said(talk)
    (line,) = await read(database, talk.id)
    assert line.is_uncertain is False


async def test_earlier_wordings_are_kept_in_order(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        message = await records.heard(talk, "third")
        for number, text in enumerate(("first", "second")):
            session.add(
                Revision(message_id=message.id, text=text, replaced_at=now + timedelta(minutes=number))
            )
            await session.flush()
    (line,) = await read(database, talk.id)
    assert line.earlier == (
        EarlierWording("first", now),
        EarlierWording("second", now + timedelta(minutes=1)),
    )


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([OutboxStatus.SENT], OutboxStatus.SENT),
        ([OutboxStatus.SENT, OutboxStatus.UNKNOWN], OutboxStatus.UNKNOWN),
        ([OutboxStatus.FAILED, OutboxStatus.SENT], OutboxStatus.FAILED),
        ([OutboxStatus.PENDING, OutboxStatus.SENT], OutboxStatus.PENDING),
    ],
)
async def test_part_that_went_worst_speaks_for_the_message(
    database: Database, now: datetime, parts: list[OutboxStatus], told: OutboxStatus
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        message = await records.said(talk, status=parts[0])
        for status in parts[1:]:
            await records.sending(message, status)
        await records.heard(talk)
    said, heard = await read(database, talk.id)
    assert (said.sent, heard.sent) == (told, None)


async def test_line_tells_what_the_message_is_tied_to(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        first = await records.heard(talk, "one", telegram_message_id=2**40)
        ties: dict[str, Any] = {
            "quoted": "one",
            "forwarded_from": "Lou",
            "album": "a1",
            "topic": 31,
            "reaction": "👌",
        }
        await records.heard(talk, "two", reply_to=2**40, **ties)
        await records.heard(talk, "three", reply_to=5)
    _, tied, lost = await read(database, talk.id)
    assert {name: getattr(tied, name) for name in ties} == ties
    assert (tied.replies_to, lost.replies_to) == (first.id, None)
    assert (tied.effective, lost.effective) == (None, Intent.INQUIRY)


async def test_line_follows_where_the_customer_went_on(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        moments = [0, 60, 121, 300]
        for seconds in moments:
            await records.heard(talk, "x", created_at=now + timedelta(seconds=seconds))
        await records.heard(talk, "x", album="a1", created_at=now + timedelta(seconds=400))
        await records.heard(talk, "x", album="a1", created_at=now + timedelta(seconds=500))
        await records.said(talk, "y")
        await records.heard(talk, "x", created_at=now + timedelta(seconds=501))
    found = await read(database, talk.id)
    follows = [line.follows(before) for before, line in zip((None, *found), found, strict=False)]
    assert follows == [False, True, False, False, False, True, False, False]
