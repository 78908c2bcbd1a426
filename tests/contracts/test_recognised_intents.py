"""The port `RecognisedIntents`: the intents in the database and the made-up ones."""

import asyncio

import pytest

from bot.cli.sandbox_commands import DatabaseIntents
from bot.sandbox.replay.replay_report import RecognisedIntents
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models import Base
from store.models.address import Address
from tests.conftest import NOON
from tests.fakes.recognised_intents import OneIntent
from tests.records import Records

CUSTOMERS = (2**40, 7)


async def two_customers(url: str) -> None:
    database = Database.at(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with database.transaction() as session:
        records = Records(session, NOON)
        for number in CUSTOMERS:
            talk = await records.conversation(await records.customer(account=Address(number)))
            await records.heard(talk, "Lovely", Intent.PRAISE)
    await database.close()


@pytest.fixture(params=["database", "made up"])
def recognised(
    request: pytest.FixtureRequest, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> RecognisedIntents:
    monkeypatch.setenv("HUIFANG_DATABASE_URL", database_url)
    asyncio.run(two_customers(database_url))
    return DatabaseIntents() if request.param == "database" else OneIntent()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_customer_has_the_intent_of_the_first_text(recognised: RecognisedIntents) -> None:
    assert asyncio.run(_by_customer(recognised, *CUSTOMERS)) == dict.fromkeys(CUSTOMERS, "praise")
    assert asyncio.run(_by_customer(recognised)) == {}


async def _by_customer(recognised: RecognisedIntents, *customers: int) -> dict[int, str]:
    return {customer: str(intent) for customer, intent in (await recognised.by_customer(customers)).items()}
