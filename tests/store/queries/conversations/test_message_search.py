"""Messages that have the words of a search."""

from datetime import datetime

import pytest
from sqlalchemy import delete

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.engine.search_terms import query_terms
from store.models.conversations import Conversation, Direction, Message, MessageKind
from store.models.customers import Customer
from store.queries.conversations.conditions import CaseCondition, ConversationFilter
from store.queries.conversations.full_text import NEAR
from store.queries.conversations.message_search import find_messages
from store.queries.paging import Cursor
from tests.records import Records

TEXTS = (
    "我要退款，物流太慢了",
    "The refund has not arrived",
    "退货可以吗",
    "Refunded at last, thank you",
    "iPhone 坏了",
)


async def found(
    database: Database, query: str, only: ConversationFilter | None = None, size: int = 50
) -> list[str]:
    async with database.reading() as session:
        page = await find_messages(session, query_terms(query), only or ConversationFilter(), size=size)
    return [hit.text for hit in page.rows]


async def walked(database: Database, query: str, size: int) -> list[str]:
    """All that is found, page by page."""
    texts: list[str] = []
    place: Cursor | None = None
    while True:
        async with database.reading() as session:
            page = await find_messages(
                session, query_terms(query), ConversationFilter(), after=place, size=size
            )
        texts += [hit.text for hit in page.rows]
        if page.following is None:
            return texts
        place = page.following


@pytest.fixture
async def texts(database: Database, now: datetime) -> list[int]:
    """One customer and conversation for each text; the conversations."""
    async with database.transaction() as session:
        records = Records(session, now)
        talks = [await records.conversation(await records.customer(str(n))) for n in range(len(TEXTS))]
        for talk, text in zip(talks, TEXTS, strict=True):
            await records.heard(talk, text)
            await records.said(talk, f"You wrote: {text}")
    return [talk.id for talk in talks]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("退款", [TEXTS[0]]),
        ("退", [TEXTS[2], TEXTS[0]]),
        ("慢", [TEXTS[0]]),
        ("物流太慢", [TEXTS[0]]),
        ("退款 物流", [TEXTS[0]]),
        ("流慢", []),
        ("refund", [TEXTS[3], TEXTS[1]]),
        ("REFUNDED", [TEXTS[3]]),
        ("iphone坏了", [TEXTS[4]]),
        ("fund", []),
        ('"refund" OR 1:* & !', []),
    ],
)
async def test_words_are_found_in_what_customers_wrote(
    database: Database, texts: list[int], query: str, expected: list[str]
) -> None:
    assert await found(database, query) == expected


@pytest.mark.parametrize("size", [1, 2, 3])
async def test_newest_come_first_however_many_messages_lie_between(
    database: Database, now: datetime, size: int
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        for number in (1, NEAR, 5 * NEAR):
            await records.heard(talk, f"refund {number}", id=number)
            await records.heard(talk, "something else", id=number + 1)
    newest_first = [f"refund {number}" for number in (5 * NEAR, NEAR, 1)]
    assert await found(database, "refund", size=size) == newest_first[:size]
    assert await walked(database, "refund", size) == newest_first


async def test_edited_message_is_found_by_its_new_words_only(
    database: Database, texts: list[int], now: datetime
) -> None:
    async with database.transaction() as session:
        message = await session.get_one(Message, 1)
        message.text = "不用了，谢谢"
    assert await found(database, "退款") == []
    assert await found(database, "不用") == ["不用了，谢谢"]


async def test_edited_message_is_still_found_by_the_words_that_stayed(
    database: Database, texts: list[int]
) -> None:
    async with database.transaction() as session:
        message = await session.get_one(Message, 3)
        message.text = "The refund came twice"
    assert [await found(database, query) for query in ("refund", "twice", "arrived")] == [
        [TEXTS[3], "The refund came twice"],
        ["The refund came twice"],
        [],
    ]


async def test_traditional_and_simplified_texts_find_each_other(database: Database, texts: list[int]) -> None:
    async with database.transaction() as session:
        (await session.get_one(Message, 1)).text = "我要退貨，運費誰付"
    assert await found(database, "退货") == [TEXTS[2], "我要退貨，運費誰付"]
    assert await found(database, "退貨") == [TEXTS[2], "我要退貨，運費誰付"]


async def test_staff_replies_are_found(database: Database, texts: list[int], now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        colleague = await records.staff("lee")
        message = await session.get_one(Message, 2)
        message.staff_id, message.text = colleague.id, "Compensation of 20 granted"
    assert await found(database, "compensation") == ["Compensation of 20 granted"]


async def test_50_erased_customer_is_gone_from_the_search(database: Database, texts: list[int]) -> None:
    async with database.transaction() as session:
        await session.execute(delete(Customer).where(Customer.first_name == "0"))
    assert await found(database, "退款") == []
    assert await found(database, "退货") == [TEXTS[2]]


async def test_phone_numbers_are_found_by_their_last_digits(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.talk()
        written = await records.heard(talk, "请打 138 1234 5678")
        shared = await records.heard(
            talk, None, None, kind=MessageKind.CONTACT, attachment={"phone_number": "+8613987654321"}
        )
    assert await found(database, "5678") == ["请打 138 1234 5678"]
    assert (await found(database, "12345678"), await found(database, "678")) == (["请打 138 1234 5678"], [])
    assert await found(database, "654321") == [""]
    async with database.transaction() as session:
        (await session.get_one(Message, written.id)).text = "请打电话"
        (await session.get_one(Message, shared.id)).attachment = {}
    assert (await found(database, "5678"), await found(database, "654321")) == ([], [])


async def test_search_goes_with_a_filter(database: Database, texts: list[int], now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await session.get_one(Customer, 4)
        await records.case(customer, await session.get_one(Conversation, texts[3]))
        records.session.add(Message(**_complaint(texts[1], now)))
    assert await found(database, "refund", ConversationFilter(case=CaseCondition.OPEN)) == [TEXTS[3]]
    assert await found(database, "refund", ConversationFilter(intent=Intent.COMPLAINT)) == [TEXTS[1]]


async def test_pages_of_hits_follow_each_other(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        for number in range(7):
            await records.heard(talk, f"parcel {number}")
    seen: list[str] = []
    after: Cursor | None = None
    for _ in range(4):
        async with database.reading() as session:
            page = await find_messages(
                session, query_terms("parcel"), ConversationFilter(), after=after, size=2
            )
        seen += [hit.text for hit in page.rows]
        after = page.following
    assert (seen, after) == ([f"parcel {number}" for number in range(6, -1, -1)], None)


def _complaint(conversation_id: int, now: datetime) -> dict[str, object]:
    return {
        "conversation_id": conversation_id,
        "direction": Direction.IN,
        "kind": MessageKind.TEXT,
        "text": "Terrible",
        "intent": Intent.COMPLAINT,
        "created_at": now,
    }
