"""What customers may ask of us about their data."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from actions.settings.replies import Reply
from actions.surveys.policy.events import ServiceEnded
from actions.surveys.policy.services import service_ended
from actions.turn.incoming import AttachmentReceived
from nlu.contract.labels import Intent, Language
from store.engine.search_terms import query_terms
from store.models.address import Address
from store.models.conversations import MessageKind
from store.models.customers import Customer as CustomerRow
from store.models.queues import InboxItem, InboxStatus, OutboxItem
from store.models.surveys import Service
from store.queries.conversations.conditions import ConversationFilter
from store.queries.conversations.message_search import find_messages
from store.queues import inbox
from tests.actions.conftest import Customer, sure, texts
from tests.records import Records
from tests.traces import everything

SECRET = "绿色自行车丢了"


async def exported(customer: Customer) -> dict[str, Any]:
    await customer.command("export")
    async with customer.database.reading() as session:
        newest = select(OutboxItem).order_by(OutboxItem.id.desc()).limit(1)
        row = (await session.scalars(newest)).one()
    content: dict[str, Any] = json.loads(row.payload["document"]["content"])
    return content


async def forgotten(customer: Customer) -> list[str]:
    """What is sent to a customer who is being forgotten; nothing else is left to be sent."""
    asked = await customer.command("forget")
    await customer.press(next(iter(asked[-1].buttons.values())))
    async with customer.database.reading() as session:
        rows = await session.scalars(select(OutboxItem).where(OutboxItem.address == customer.account))
        return [row.payload["text"] for row in rows]


def say(customer: Customer, reply: Reply) -> str:
    return customer.house.replies.text(Language.ZH, reply)


async def test_export_has_what_was_said_and_opened(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    content = await exported(customer)
    assert content["you"]["first_name"] == "Wang"
    assert content["messages"][0] == {
        "at": "2026-11-23T04:00:00+00:00",
        "from": "you",
        "kind": "text",
        "text": SECRET,
        "earlier_wordings": [],
        "attachment": None,
        "understood_as": "complaint",
    }
    assert [case["reference"] for case in content["cases"]] == ["HF-000001"]


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        (MessageKind.LOCATION, {"type": "location", "latitude": 31.23, "longitude": 121.47}),
        (MessageKind.CONTACT, {"type": "contact", "phone_number": "+86 138 0000 0000", "first_name": "Li"}),
    ],
)
async def test_export_has_places_and_phone_numbers(
    customer: Customer, kind: MessageKind, details: dict[str, Any]
) -> None:
    await customer.update(AttachmentReceived(customer.origin, 1, customer.now, kind, details, None))
    content = await exported(customer)
    assert content["messages"][0]["attachment"] == details


async def test_export_has_earlier_wordings(customer: Customer) -> None:
    await customer.write("坏了", sure(Intent.COMPLAINT))
    for text in (SECRET, "找到了"):
        customer.now += timedelta(minutes=1)
        await customer.edit(1, text, sure(Intent.COMPLAINT))
    message = (await exported(customer))["messages"][0]
    assert message["text"] == "找到了"
    assert message["earlier_wordings"] == [
        {"text": "坏了", "until": "2026-11-23T04:01:00+00:00"},
        {"text": SECRET, "until": "2026-11-23T04:02:00+00:00"},
    ]


async def test_export_has_language_and_time_zone(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    async with customer.database.transaction() as session:
        (await session.get_one(CustomerRow, 1)).timezone = "Europe/Berlin"
    told = (await exported(customer))["you"]
    assert (told["language_of_telegram"], told["time_zone"]) == ("zh-hans", "Europe/Berlin")


async def test_export_has_nothing_of_others(customer: Customer, customers: Any) -> None:
    other = customers(77)
    await other.write("别人的话", sure(Intent.PRAISE))
    await other.edit(1, "别人改的话", sure(Intent.PRAISE))
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    assert "别人" not in json.dumps(await exported(customer), ensure_ascii=False)


async def test_50_forgotten_customer_is_nowhere(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    await customer.command("export")
    assert SECRET in await everything(customer.database)
    assert await forgotten(customer) == ["", say(customer, Reply.FORGOTTEN)]
    left = await everything(customer.database)
    assert SECRET not in left
    assert "wang" not in left
    async with customer.database.reading() as session:
        found = await find_messages(session, query_terms("自行车"), ConversationFilter())
    assert found.rows == ()


async def test_50_what_systems_told_of_a_forgotten_customer_is_gone(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    event = ServiceEnded("till-3", "r1", customer.now, account=Address(42), timezone="Europe/Berlin")
    async with customer.database.transaction() as session:
        await service_ended(session, event, customer.now, customer.house)
    assert "europe/berlin" in await everything(customer.database)
    await forgotten(customer)
    assert "europe/berlin" not in await everything(customer.database)


async def test_50_others_keep_everything(customer: Customer, customers: Any) -> None:
    other = customers(77)
    await other.write("别人的话", sure(Intent.COMPLAINT))
    before = await everything(customer.database)
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    await forgotten(customer)
    left = await everything(customer.database)
    assert "别人的话" in left
    assert before.count("77") <= left.count("77")


async def test_forgotten_customer_begins_anew(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    await forgotten(customer)
    await customer.write("你好", sure(Intent.GREET))
    async with customer.database.reading() as session:
        assert (await session.scalars(select(CustomerRow.account))).all() == [Address(42)]
    assert len((await exported(customer))["messages"]) == 2 + 1


async def test_change_of_mind_leaves_everything(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    asked = await customer.command("forget")
    no = list(asked[-1].buttons.values())[1]
    assert say(customer, Reply.FORGET_KEPT) in [sent.text for sent in await customer.press(no)]
    assert SECRET in await everything(customer.database)


@pytest.mark.parametrize("data", ["f:", "f:x", "f:99999999999999", "f:-1", "f:²"])
async def test_made_up_button_erases_nothing(customer: Customer, data: str) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    await customer.press(data)
    assert SECRET in await everything(customer.database)


async def test_old_button_erases_nothing(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    asked = await customer.command("forget")
    customer.now += timedelta(days=1)
    sent = await customer.press(next(iter(asked[-1].buttons.values())))
    assert [each.text for each in sent] == [say(customer, Reply.BUTTON_STALE)]
    assert SECRET in await everything(customer.database)


async def test_staff_words_are_not_exported(customer: Customer) -> None:
    assert texts(await customer.command("export")) == []


async def test_50_what_waits_for_the_nlu_is_forgotten_too(customer: Customer) -> None:
    async with customer.database.transaction() as session:
        await inbox.add(
            session, [inbox.ReceivedUpdate(Address(1), 1, Address(42), {"text": SECRET})], customer.now
        )
        waiting = (await session.scalars(select(InboxItem))).one()
        await inbox.postpone(session, waiting.id, customer.now)
    customer.updates = 1
    await forgotten(customer)
    assert SECRET not in await everything(customer.database)
    async with customer.database.reading() as session:
        kept = await session.get_one(InboxItem, waiting.id)
        assert kept.status is InboxStatus.DONE


@pytest.mark.parametrize("told", [{"customer_account": Address(42)}, {"customer_external_id": "C-77"}])
async def test_50_services_told_before_the_customer_came_are_forgotten_too(
    customer: Customer, told: dict[str, Any]
) -> None:
    await customer.write("你好", sure(Intent.GREET))
    async with customer.database.transaction() as session:
        (await session.scalars(select(CustomerRow))).one().external_id = "C-77"
        await Records(session, customer.now).service(start_token="t", **told)
    assert [each["kind"] for each in (await exported(customer))["services"]] == ["repair"]
    await forgotten(customer)
    async with customer.database.reading() as session:
        (service,) = await session.scalars(select(Service))
    assert (service.customer_account, service.customer_external_id, service.start_token) == (None,) * 3


async def test_50_number_of_a_forgotten_case_is_given_to_nobody_else(
    customer: Customer, customers: Any
) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    await forgotten(customer)
    (answer,) = texts(await customers(77).write("菜是凉的", sure(Intent.COMPLAINT)))
    assert "HF-000002" in answer
