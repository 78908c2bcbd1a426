"""Views for BI tools: on both databases, without words of customers, as the guide describes them."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, select, text

from nlu.contract.labels import Intent
from store import bi_views
from store.bi_views import VIEWS
from store.engine.database import Database
from store.models import fold_triggers
from store.models.address import Address
from store.models.cases import CaseEvent, CaseStep
from store.models.conversations import Message
from store.models.occasions import Occasion, booking_id
from store.queries.conversations.effective_intent import effective_intent
from store.schema import MIGRATIONS, missing_migrations, upgrade
from tests.records import Records

GUIDES = ("docs/bi-views.md", "docs/bi-views.zh.md")
ROOT = Path(__file__).resolve().parents[2]
BI_INTENTS = "SELECT message_id, intent FROM bi_messages ORDER BY message_id"
SECRETS = (
    "Wang",
    "Xiaoming",
    "13812345678",
    "777000",
    "where is my lamp",
    "so bad",
    "too slow",
    "room 9",
    "vip-7",
)


@pytest.fixture
async def migrated(empty: Database) -> Database:
    """A database that was migrated."""
    await upgrade(empty)
    return empty


@pytest.fixture
async def filled(migrated: Database, now: datetime) -> Database:
    """The same with a customer of whom everything is known, and a test customer."""
    async with migrated.transaction() as session:
        records = Records(session, now)
        mei = await records.staff("Mei")
        wang = await records.customer(
            "Wang",
            last_name="Xiaoming",
            account=Address(777000),
            address=Address(777000),
            external_id="vip-7",
            attributes={"room": "room 9"},
        )
        talk = await records.conversation(wang)
        await records.heard(talk, "where is my lamp, 13812345678", chosen_intent=Intent.COMPLAINT)
        await records.said(talk, "Soon")
        await records.heard(talk, "so bad", intent=Intent.COMPLAINT, forwarded_from="Li")
        case = await records.case(wang, talk, outlet="north", order_number="13812345678", assignee_id=mei.id)
        session.add(CaseEvent(case_id=case.id, step=CaseStep.REPLIED, staff_id=mei.id, at=now))
        service = await records.service("r1", customer_id=wang.id, customer_phone="13812345678")
        asked = await records.invitation(wang, service_id=service.id)
        await records.answer(asked, "satisfaction", number=4, first_number=2)
        await records.answer(asked, "comment", text="too slow")
        await records.service(booking_id("till-3", "r2"), source=Occasion.BOOKING.source)
        await records.conversation(await records.customer("Ben", is_test=True))
    return migrated


async def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    async with database.reading() as session:
        return [tuple(row) for row in await session.execute(text(query))]


async def test_bookings_are_no_services_that_ended(filled: Database) -> None:
    assert await rows(filled, "SELECT source FROM bi_services") == [("till-3",)]


async def test_views_hold_facts_and_mark_tests(filled: Database) -> None:
    assert await rows(
        filled,
        "SELECT messages_in, messages_of_bot, messages_of_staff, is_test FROM bi_conversations ORDER BY 1",
    ) == [(0, 0, 0, True), (2, 1, 0, False)]
    assert await rows(filled, "SELECT author, intent FROM bi_messages ORDER BY message_id") == [
        ("customer", "complaint"),
        ("bot", None),
        ("customer", None),
    ]
    async with filled.reading() as session:
        effective = await session.scalars(select(effective_intent()).order_by(Message.id))
        assert [intent for _, intent in await rows(filled, BI_INTENTS)] == list(effective)
    [(reference, outlet, assignee, replied)] = await rows(
        filled, "SELECT reference, outlet, assignee, first_reply_at IS NOT NULL FROM bi_cases"
    )
    assert (reference, outlet, assignee, replied) == ("HF-000001", "north", "Mei", True)
    assert await rows(
        filled, "SELECT question, number, first_number, has_words FROM bi_responses ORDER BY response_id"
    ) == [("satisfaction", 4, 2, False), ("comment", None, None, True)]
    assert await rows(filled, "SELECT source, kind, is_test FROM bi_services") == [
        ("till-3", "repair", False)
    ]


async def test_views_have_neither_words_nor_names_nor_numbers(filled: Database) -> None:
    for name in VIEWS:
        shown = str(await rows(filled, f"SELECT * FROM {name}"))  # noqa: S608 - a name of ours
        assert shown != "[]"
        assert [secret for secret in SECRETS if secret in shown] == []


@pytest.mark.parametrize("guide", GUIDES)
async def test_guide_describes_each_column(migrated: Database, guide: str) -> None:
    described = {
        name: re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
        for name, section in re.findall(
            r"^## `(\w+)`\n(.*?)(?=^## |\Z)", (ROOT / guide).read_text(), re.MULTILINE | re.DOTALL
        )
    }
    async with migrated.engine.connect() as connection:
        there = await connection.run_sync(
            lambda synced: {
                name: [column["name"] for column in inspect(synced).get_columns(name)]
                for name in inspect(synced).get_view_names()
            }
        )
    assert described == there


async def test_views_stand_after_another_upgrade(migrated: Database) -> None:
    async with migrated.engine.begin() as connection:
        await connection.run_sync(undo_newest_migration)
    assert len(await missing_migrations(migrated)) == 1
    await upgrade(migrated)
    assert await rows(migrated, "SELECT count(*) FROM bi_cases") == [(0,)]


def undo_newest_migration(connection: Connection) -> None:
    """Go back by one migration, with the views in place again."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    bi_views.put_away(connection)
    fold_triggers.drop(connection)
    command.downgrade(config, "-1")
    fold_triggers.create(connection)
    bi_views.create(connection)
