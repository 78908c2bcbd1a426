"""People overrule the model, and staff overrule the customer."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.conversations import Message, Understood
from store.queries.conversations.conditions import ConversationFilter
from store.queries.conversations.effective_intent import (
    effective_intent,
    is_corrected,
    is_reviewed,
    is_uncertain,
)
from tests.records import Records
from tests.store.queries.conversations.conftest import names


async def test_people_overrule_the_model_in_the_filter(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        chosen = await records.conversation(await records.customer("chosen"))
        await records.heard(chosen, "Hm", Intent.PRAISE, 0.3, chosen_intent=Intent.INQUIRY)
        corrected = await records.conversation(await records.customer("corrected"))
        await records.heard(
            corrected, "Hm", Intent.PRAISE, chosen_intent=Intent.INQUIRY, corrected_intent=Intent.COMPLAINT
        )
    assert await names(database, ConversationFilter(intent=Intent.PRAISE)) == []
    assert await names(database, ConversationFilter(intent=Intent.INQUIRY)) == ["chosen"]
    assert await names(database, ConversationFilter(intent=Intent.COMPLAINT)) == ["corrected"]
    assert await names(database, ConversationFilter(uncertain=True)) == []


@pytest.mark.parametrize(
    ("values", "label", "flags"),
    [
        ({}, Intent.PRAISE, (False, False, False)),
        ({"sure": False}, Intent.PRAISE, (True, False, False)),
        ({"sure": False, "chosen_intent": Intent.BYE}, Intent.BYE, (False, False, False)),
        ({"sure": False, "corrected_intent": Intent.PRAISE}, Intent.PRAISE, (False, True, False)),
        ({"corrected_intent": Intent.BYE}, Intent.BYE, (False, True, True)),
        ({"intent": None, "understood": Understood.FAILED}, None, (True, False, False)),
        (
            {"intent": None, "understood": Understood.FAILED, "corrected_intent": Intent.BYE},
            Intent.BYE,
            (False, True, True),
        ),
    ],
)
async def test_message_is_taken_for_its_newest_label(
    database: Database,
    now: datetime,
    values: dict[str, Any],
    label: Intent | None,
    flags: tuple[bool, bool, bool],
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        await records.heard(talk, "Hm", **{"intent": Intent.PRAISE, **values})
    found = (effective_intent(), is_uncertain(), is_reviewed(), is_corrected())
    async with database.reading() as session:
        taken, *told = (await session.execute(select(*found))).one()
    assert (taken, tuple(map(bool, told))) == (label, flags)


async def test_message_of_ours_is_never_uncertain(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        message = await records.said(await records.conversation(await records.customer()))
        message.understood = Understood.FAILED
    async with database.reading() as session:
        assert list(await session.scalars(select(Message.id).where(is_uncertain()))) == []


async def test_forwarded_praise_is_not_the_customers(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        advert = await records.conversation(await records.customer("advert"))
        await records.heard(advert, "Best shop ever!", Intent.PRAISE, forwarded_from="Mall News")
        chosen = await records.conversation(await records.customer("chosen"))
        told: dict[str, Any] = {"forwarded_from": "Lou", "chosen_intent": Intent.PRAISE}
        await records.heard(chosen, "As Lou says!", Intent.PRAISE, 0.9, **told)
    assert await names(database, ConversationFilter(intent=Intent.PRAISE)) == ["chosen"]
