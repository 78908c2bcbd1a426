"""Who writes, and what is kept of how they write."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from actions.settings.house import House
from actions.turn.chinese_form import ChineseForm
from actions.turn.incoming import Origin, Person
from actions.turn.open_conversation import customer_of_account, find_or_create_customer, open_turn
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer

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


async def test_language_of_clear_words_is_kept_for_what_tells_none(
    database: Database, now: datetime, house: House
) -> None:
    async with database.transaction() as session:
        customer, _ = await find_or_create_customer(session, origin("Ann"), now)
        spoken = [
            (turn.language, turn.form)
            for text in ("早餐幾點開始", "👍", "what time is breakfast")
            for turn in [await open_turn(session, customer, now, house, text)]
        ]
    assert spoken == [
        (Language.ZH, ChineseForm.TAIWAN),
        (Language.ZH, ChineseForm.TAIWAN),
        (Language.EN, ChineseForm.SIMPLIFIED),
    ]


async def test_new_conversation_goes_on_with_other_wordings(
    database: Database, now: datetime, house: House
) -> None:
    async with database.transaction() as session:
        customer, _ = await find_or_create_customer(session, origin("Ann"), now)
        (await open_turn(session, customer, now, house)).conversation.wordings = {"small_talk.bye": 1}
        later = await open_turn(session, customer, now + 2 * house.silence, house)
        assert (later.conversation.id, later.conversation.wordings) == (2, {"small_talk.bye": 1})
