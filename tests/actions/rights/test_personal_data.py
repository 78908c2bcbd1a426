"""A customer's file has all that is kept about them, and nothing of others."""

import json
from datetime import timedelta
from typing import Any

import pytest

from actions.turn.incoming import AttachmentReceived
from nlu.contract.labels import Intent
from store.models.conversations import MessageKind
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import Customer, sure
from tests.actions.rights.conftest import SECRET, exported


async def test_export_has_what_was_said_and_opened(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    content = await exported(customer)
    assert content["you"]["first_name"] == "Wang"
    assert content["messages"][0] == {
        "at": "2026-11-23T04:00:00+00:00",
        "from": "you",
        "kind": "text",
        "text": SECRET,
        "quoted": None,
        "forwarded_from": None,
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
