"""Staff find cases and customers by a number or a name."""

from datetime import datetime

import pytest

from store.engine.database import Database
from store.queries.system.find import find
from tests.records import Records


@pytest.mark.parametrize(
    ("sought", "cases", "customers"),
    [
        ("hf-000001", ["HF-000001"], []),
        (" b2026-17 ", ["HF-000001"], []),
        ("@Wang_xj", [], ["Wang Mei"]),
        ("wang", [], ["Wang Mei"]),
        ("王芳", [], ["王芳"]),
        ("mei", [], ["Wang Mei"]),
        ("Wang mei", [], ["Wang Mei"]),
        ("C-77", [], ["Wang Mei"]),
        ("HF-00000", [], []),
        ("%", [], []),
        ("", [], []),
    ],
)
async def test_numbers_and_names_are_found_whole(
    database: Database, now: datetime, sought: str, cases: list[str], customers: list[str]
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        wang = await records.customer("Wang", last_name="Mei", username="wang_xj", external_id="C-77")
        await records.customer("王芳")
        talk = await records.conversation(wang, now)
        case = await records.case(wang, talk, order_number="B2026-17")
        assert case.reference == "HF-000001"
    async with database.reading() as session:
        found = await find(session, sought)
    assert [each.reference for each in found.cases] == cases
    assert [each.customer.name for each in found.customers] == customers


async def test_a_customer_is_found_with_the_newest_conversation(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer("Ama")
        await records.conversation(customer, now)
        newest = await records.conversation(customer, now)
        await records.customer("ama")
    async with database.reading() as session:
        found = await find(session, "AMA")
    assert [each.conversation_id for each in found.customers] == [None, newest.id]


@pytest.mark.parametrize(
    ("sought", "names"),
    [
        ("5678", ["Li", "Wang"]),
        ("12345678", ["Wang"]),
        ("138 1234-5678", ["Wang"]),
        ("+86 138 1234 5678", ["Wang"]),
        ("+44 7700 905678", ["Li"]),
        ("9 138 1234 5670", []),
        ("678", []),
        ("1234", []),
        ("5678 repaired", []),
    ],
)
async def test_customers_are_found_by_the_last_digits_of_their_phones(
    database: Database, now: datetime, sought: str, names: list[str]
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await records.customer("Wang", attributes={"Phone": "13812345678"})
        await records.customer("Li", attributes={"Room": "12", "Mobile": "+44 7700 905678"})
        await records.customer("Wu", attributes={"Phone": "13912340000"})
    async with database.reading() as session:
        found = await find(session, sought)
    assert [each.customer.name for each in found.by_phone] == names
    assert (found.cases, found.customers) == ((), ())


async def test_customer_whose_number_is_a_phone_is_found_once(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        customer = await Records(session, now).customer("Wang", attributes={"Phone": "13812345678"})
        customer.external_id = "13812345678"
    async with database.reading() as session:
        found = await find(session, "13812345678")
    assert ([each.customer.name for each in found.customers], found.by_phone) == (["Wang"], ())
