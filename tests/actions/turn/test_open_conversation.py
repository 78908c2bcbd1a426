"""The customer's choice comes first, then the app, then the text."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from actions.turn.incoming import Origin, Person
from actions.turn.open_conversation import choose_language, customer_of_account, find_or_create_customer
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer

ZH, EN = Language.ZH, Language.EN


@pytest.mark.parametrize(
    ("chosen", "code", "text", "language"),
    [
        (EN, "zh-hans", "你好", EN),
        (None, "zh-hant", "hello there", ZH),
        (None, "en-GB", "你好", EN),
        (None, "fr", "where is my parcel", EN),
        (None, "fr", "包裹呢", ZH),
        (None, None, "👍 12", ZH),
        (None, None, None, ZH),
    ],
)
def test_choose_language_goes_down_the_ladder(
    chosen: Language | None, code: str | None, text: str | None, language: Language
) -> None:
    assert choose_language(chosen, code, text, default=ZH) is language


CHAT = Address(2**40)


def origin(name: str) -> Origin:
    return Origin(CHAT, Person(CHAT, name, "ann_", "en"))


async def test_customer_is_made_once_and_keeps_current_names(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        first, is_new = await find_or_create_customer(session, origin("Ann"), now)
        first.unreachable_at = now
        assert is_new
    async with database.transaction() as session:
        again, is_new = await find_or_create_customer(session, origin("Anne"), now + timedelta(days=1))
        assert (again.id, is_new, again.first_name, again.created_at) == (first.id, False, "Anne", now)
        assert (again.account, again.address, again.unreachable_at) == (CHAT, CHAT, None)
    async with database.reading() as session:
        assert await session.scalar(select(func.count(Customer.id))) == 1


async def test_account_that_never_wrote_has_no_customer(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await find_or_create_customer(session, origin("Ann"), now)
        assert await customer_of_account(session, Address(7)) is None
