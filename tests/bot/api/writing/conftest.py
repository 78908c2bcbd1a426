"""A customer who waits, and what systems write about it."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from actions.staff.api_keys import identify
from store.engine.database import Database
from store.models.address import Address
from tests.bot.api.conftest import System
from tests.records import Records


@dataclass(frozen=True)
class Waiting:
    """The numbers of a customer, their conversation, message and case, and of the account of the key."""

    customer: int
    conversation: int
    message: int
    case: int
    account: int | None


@pytest.fixture
async def waiting(system: System, database: Database, now: datetime) -> Waiting:
    """Ann has asked something, and Mei works here."""
    async with database.transaction() as session:
        records = Records(session, now)
        await records.staff("Mei")
        ann = await records.customer("Ann", account=Address(7), address=Address(7), attributes={"Room": "9"})
        talk = await records.conversation(ann)
        message = await records.heard(talk, "Where is it?", telegram_message_id=5)
        case = await records.case(ann, talk)
        account = (await identify(session, system.key)).staff_id
    return Waiting(ann.id, talk.id, message.id, case.id, account)
