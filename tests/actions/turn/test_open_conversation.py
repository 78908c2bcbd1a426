"""Who writes, and what is kept of how they write."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from actions.settings.house import House
from actions.turn.chinese_form import ChineseForm
from actions.turn.incoming import Origin, Person
from actions.turn.open_conversation import (
    Known,
    Voice,
    choose_voice,
    customer_of_account,
    find_or_create_customer,
    form_for,
    open_turn,
    with_words,
)
from actions.turn.text_language import read_language
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer

CHAT = Address(2**40)
ZH, EN = Language.ZH, Language.EN
HANS, TW, HK = ChineseForm.SIMPLIFIED, ChineseForm.TAIWAN, ChineseForm.HONG_KONG


def origin(name: str) -> Origin:
    return Origin(CHAT, Person(CHAT, name, "ann_", "en"))


async def test_customer_is_made_once_and_keeps_current_names(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        writer = await find_or_create_customer(session, origin("Ann"), now)
        first = writer.customer
        first.unreachable_at = now
        assert writer.is_new
    async with database.transaction() as session:
        writer = await find_or_create_customer(session, origin("Anne"), now + timedelta(days=1))
        again, is_new = writer.customer, writer.is_new
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
        customer = (await find_or_create_customer(session, origin("Ann"), now)).customer
        await session.flush()
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
        customer = (await find_or_create_customer(session, origin("Ann"), now)).customer
        await session.flush()
        (await open_turn(session, customer, now, house)).conversation.wordings = {"small_talk.bye": 1}
        later = await open_turn(session, customer, now + 2 * house.silence, house)
        assert (later.conversation.id, later.conversation.wordings) == (2, {"small_talk.bye": 1})


def voice_after(known: Known, text: str | None) -> Voice:
    said = None if text is None else read_language(text, known.app)
    return choose_voice(with_words(known, said), said, default=ZH)


@pytest.mark.parametrize(
    ("known", "text", "voice"),
    [
        (Known(chosen=EN, app="zh-hans"), "早餐几点开始", Voice(EN)),
        (Known(app="zh-hans"), "when is breakfast", Voice(EN)),
        (Known(app="zh-hans"), "hello", Voice(ZH)),
        (Known(app="en-GB"), "早餐几点开始", Voice(ZH)),
        (Known(app="en"), "早餐幾點開始", Voice(ZH, TW)),
        (Known(app="zh-hk"), "👍 12", Voice(ZH, HK)),
        (Known(written="yue-Hant", app="en"), "5", Voice(ZH, HK)),
        (Known(written="zh-Hant", app="zh-hans"), "你好", Voice(ZH, TW)),
        (Known(chosen=ZH, app="zh-hans"), "早餐幾點開始", Voice(ZH, TW)),
        (Known(app="fr"), "when is breakfast", Voice(EN)),
        (Known(app="fr"), "La chambre est froide", Voice(EN)),
        (Known(app="zh-hans"), "La chambre est froide", Voice(ZH)),
        (Known(app="fr"), "👍 12", Voice(ZH)),
        (Known(), "hello", Voice(EN)),
        (Known(), None, Voice(ZH)),
    ],
)
def test_voice_goes_down_the_ladder(known: Known, text: str | None, voice: Voice) -> None:
    assert voice_after(known, text) == voice


def test_clear_words_are_remembered_and_others_change_nothing() -> None:
    known = Known(written="zh-Hant")
    said = ("👍", "ok", "你好", "你们几点关门", "are you open today", "Où est la gare ?")
    assert [with_words(known, read_language(text)).written for text in said] == [
        "zh-Hant",
        "zh-Hant",
        "zh-Hant",
        "zh-Hans",
        "en",
        "fr",
    ]


@pytest.mark.parametrize(
    ("tag", "app", "form"),
    [
        (None, "zh-hans", HANS),
        (None, "zh-hant", TW),
        (None, "zh-HK", HK),
        (None, "zh-TW", TW),
        ("zh", "zh-hant-hk", HK),
        ("zh-Hans", "zh-hant", HANS),
        ("zh-Hant", "zh-hans", TW),
        ("zh-Hant", "zh-hk", HK),
        ("zh-Hant", "en", TW),
        ("yue-Hant", "zh-tw", HK),
        ("yue-Hans", "zh-hk", HANS),
        (None, None, HANS),
    ],
)
def test_form_is_that_of_the_words_and_then_of_the_app(
    tag: str | None, app: str | None, form: ChineseForm
) -> None:
    assert form_for(tag, app) is form
