"""POST /api/v1/services/ended answers as the contract says."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from store.engine.database import Database
from store.models.customers import Customer
from store.models.surveys import Invitation, InvitationStatus, Service
from tests.bot.api.conftest import BODY, ENDED, System
from tests.conftest import NOON

SCHEDULED = {
    "service": 1,
    "decision": "scheduled",
    "reason": None,
    "send_at": "2026-11-23T04:30:00Z",
    "start_link": None,
}


async def count(database: Database, kind: type[Service] | type[Invitation]) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(kind)) or 0


async def test_booked_service_is_accepted_and_asked_about_before(system: System) -> None:
    booked = {name: value for name, value in BODY.items() if name not in ("ended_at", "survey")}
    body = {**booked, "starts_at": "2026-11-27T11:30:00+08:00"}
    headers = {"Authorization": f"Bearer {system.key}"}
    path = ENDED.replace("ended", "booked")
    first, again, wrong = [
        await system.client.post(path, json=content, headers=headers)
        for content in (body, body, {**body, "survey": "post_service"})
    ]
    assert (first.status_code, first.json()) == (202, {**SCHEDULED, "send_at": "2026-11-26T03:30:00Z"})
    assert (again.status_code, again.json()) == (200, first.json())
    assert (wrong.status_code, wrong.json()["detail"][0]["type"]) == (422, "unknown_survey")


async def test_booking_is_called_off(system: System, database: Database) -> None:
    booked = {name: value for name, value in BODY.items() if name not in ("ended_at", "survey")}
    headers, base = {"Authorization": f"Bearer {system.key}"}, ENDED.removesuffix("ended")
    named = {"source": "till-3", "id": "2026-000123"}
    unknown = await system.client.post(f"{base}called-off", json=named, headers=headers)
    body = {**booked, "starts_at": "2026-11-27T11:30:00+08:00"}
    await system.client.post(f"{base}booked", json=body, headers=headers)
    answer = await system.client.post(f"{base}called-off", json=named, headers=headers)
    assert (unknown.status_code, answer.status_code) == (404, 204)
    async with database.reading() as session:
        (status,) = await session.scalars(select(Invitation.status))
    assert status is InvitationStatus.CANCELLED


async def test_source_of_a_booking_has_no_slash(system: System) -> None:
    headers, base = {"Authorization": f"Bearer {system.key}"}, ENDED.removesuffix("ended")
    named = {"source": "till-3/x", "id": "1"}
    answer = await system.client.post(f"{base}called-off", json=named, headers=headers)
    assert (answer.status_code, answer.json()["detail"][0]["loc"][-1]) == (422, "source")


async def test_new_service_is_accepted(system: System) -> None:
    answer = await system.tell()
    assert (answer.status_code, answer.json()) == (202, SCHEDULED)


async def test_same_again_is_answered_the_same(system: System, database: Database) -> None:
    await system.tell()
    again = await system.tell(ended_at="2026-11-23T03:30:00Z")
    assert (again.status_code, again.json()) == (200, SCHEDULED)
    assert (await count(database, Service), await count(database, Invitation)) == (1, 1)


async def test_both_at_once_are_one_service(system: System, database: Database) -> None:
    answers = await asyncio.gather(*(system.tell() for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [202]
    assert [answer.json() for answer in answers] == [SCHEDULED] * 6
    assert (await count(database, Service), await count(database, Invitation)) == (1, 1)


async def test_worker_is_woken_once(system: System) -> None:
    await system.tell()
    await system.tell()
    assert system.rings == ["scheduled"]


async def test_other_content_is_a_conflict_that_says_what_differs(system: System) -> None:
    await system.tell()
    answer = await system.tell(outlet="south", survey="post_service", kind=None)
    assert (answer.status_code, answer.json()) == (
        409,
        {
            "detail": "this source and id are known already, with another outlet, kind",
            "fields": ["outlet", "kind"],
        },
    )


async def test_skipped_service_names_its_reason(system: System, database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(update(Customer).values(opted_out_at=NOON))
    answer = await system.tell()
    assert (answer.status_code, answer.json()) == (
        202,
        {"service": 1, "decision": "skipped", "reason": "opted_out", "send_at": None, "start_link": None},
    )


async def test_survey_waits_for_the_morning_of_the_customers_own_zone(system: System) -> None:
    answer = await system.tell(customer={"telegram_id": 42, "timezone": "America/New_York"})
    assert (answer.status_code, answer.json()) == (202, {**SCHEDULED, "send_at": "2026-11-23T14:00:00Z"})


@pytest.mark.parametrize("customer", [{"telegram_id": 43}, {"external_id": "c-77"}])
async def test_unknown_customer_gets_a_start_link(system: System, customer: dict[str, Any]) -> None:
    answer = (await system.tell(customer=customer)).json()
    assert (answer["decision"], answer["reason"]) == ("skipped", "unknown_customer")
    assert answer["start_link"].startswith("https://t.me/huifang_bot?start=")
    assert (await system.tell(customer=customer)).json() == answer


async def test_optional_fields_may_be_missing(system: System) -> None:
    body = '{"source":"s","id":"1","customer":{"telegram_id":42},"ended_at":"2026-11-23T03:30:00Z"}'
    answer = await system.post(body)
    assert (answer.status_code, answer.json()) == (202, SCHEDULED)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"source": ""}, ["source"]),
        ({"source": 3}, ["source"]),
        ({"id": "x" * 201}, ["id"]),
        ({"id": "a\x00b"}, ["id"]),
        ({"id": "\ud800"}, ["id"]),
        ({"customer": None}, ["customer"]),
        ({"customer": {}}, ["customer"]),
        ({"customer": {"telegram_id": 1, "external_id": "c"}}, ["customer"]),
        ({"customer": {"telegram_id": "42"}}, ["customer.telegram_id"]),
        ({"customer": {"telegram_id": True}}, ["customer.telegram_id"]),
        ({"customer": {"telegram_id": 1.5}}, ["customer.telegram_id"]),
        ({"customer": {"telegram_id": 2**63}}, ["customer.telegram_id"]),
        ({"customer": {"telegram_id": 0}}, ["customer.telegram_id"]),
        ({"customer": {"phone": "1"}}, ["customer.phone"]),
        ({"customer": {"telegram_id": 42, "timezone": "Mars/Olympus"}}, ["customer.timezone"]),
        ({"customer": {"telegram_id": 42, "timezone": 8}}, ["customer.timezone"]),
        ({"customer": {"timezone": "Asia/Shanghai"}}, ["customer"]),
        ({"ended_at": "yesterday"}, ["ended_at"]),
        ({"ended_at": "2026-11-23T11:30:00"}, ["ended_at"]),
        ({"ended_at": 1700000000}, ["ended_at"]),
        ({"ended_at": "0001-01-01T00:00:00+14:00"}, ["ended_at"]),
        ({"ended_at": "9999-12-31T23:59:59-14:00"}, ["ended_at"]),
        ({"ended_at": "2027-11-23T11:30:00+08:00"}, ["ended_at"]),
        ({"survey": "nope"}, ["survey"]),
        ({"survey": None}, ["survey"]),
        ({"oulet": "north"}, ["oulet"]),
        ({"source": 1, "id": None, "outlet": []}, ["source", "id", "outlet"]),
    ],
)
async def test_wrong_fields_are_named(system: System, changes: dict[str, Any], fields: list[str]) -> None:
    answer = await system.tell(**changes)
    named = [".".join(map(str, mistake["loc"][1:])) for mistake in answer.json()["detail"]]
    assert (answer.status_code, named) == (422, fields)


async def test_missing_fields_are_all_named(system: System) -> None:
    answer = await system.post("{}")
    named = [mistake["loc"] for mistake in answer.json()["detail"]]
    assert answer.status_code == 422
    assert named == [["body", name] for name in ("source", "id", "customer", "ended_at")]


async def test_refused_service_is_not_stored(system: System, database: Database) -> None:
    for changes in ({"survey": "nope"}, {"ended_at": (NOON + timedelta(days=2)).isoformat()}):
        await system.tell(**changes)
    assert await count(database, Service) == 0
    assert system.rings == []
