"""Taking in what other systems know about customers."""

from datetime import datetime

import pytest
from sqlalchemy import select

from actions.customers.customer_import import CustomerImport, import_customers, plan_customers
from actions.customers.customer_table import ImportProblem, WrongTable, read_customer_table
from actions.rights.erasure import erase_customer
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer
from store.models.staff import AuditEntry
from tests.records import Records


async def people(database: Database, now: datetime) -> None:
    """Ann by account and user name, Bob by account and number, Eve without either of the latter."""
    async with database.transaction() as session:
        records = Records(session, now)
        await records.customer(account=Address(1), username="Ann", attributes={"Room": "9", "Tier": "gold"})
        await records.customer(account=Address(2), external_id="B2")
        await records.customer(account=Address(3))


async def taken(database: Database, text: str, now: datetime, *, dry: bool = False) -> CustomerImport:
    rows = read_customer_table(text.encode())
    if dry:
        async with database.reading() as session:
            return await plan_customers(session, rows)
    async with database.transaction() as session:
        return await import_customers(session, rows, now, actor="staff:1")


async def known(database: Database) -> list[dict[str, str] | None]:
    async with database.reading() as session:
        return list(await session.scalars(select(Customer.attributes).order_by(Customer.account)))


TABLE = "telegram_id,customer_number,username,Room,Car\n1,,,12,\n,B2,,7,red\n9,,,1,\n,,@ANN2,1,\n"
MANY = ",".join(f"a{number}" for number in range(19))
AFTER = [{"Room": "12", "Tier": "gold"}, {"Room": "7", "Car": "red"}, None]


async def test_attributes_are_set_once_and_the_audit_names_no_values(
    database: Database, now: datetime
) -> None:
    await people(database, now)
    before = await known(database)
    assert await taken(database, TABLE, now, dry=True) == CustomerImport(2, 0, (4, 5))
    assert await known(database) == before
    assert await taken(database, TABLE, now) == CustomerImport(2, 0, (4, 5))
    assert await known(database) == AFTER
    assert await taken(database, TABLE, now) == CustomerImport(0, 2, (4, 5))
    assert await known(database) == AFTER
    async with database.reading() as session:
        entries = list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    done = [(entry.action, entry.actor, entry.detail) for entry in entries]
    assert sorted(action for action, _, _ in done) == [
        "customer.attribute_set",
        "customer.attribute_set",
        "customers.imported",
        "customers.imported",
    ]
    assert {actor for _, actor, _ in done} == {"staff:1"}
    assert [detail for action, _, detail in done if action == "customers.imported"] == [
        {"changed": 2, "unknown": 2},
        {"changed": 0, "unknown": 2},
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("telegram_id,username,Room\n1,,1\n,ann,2\n3,,5\n", [(3, ImportProblem.TWICE)]),
        ("telegram_id,customer_number,Room\n2,X9,1\n3,,5\n", [(2, ImportProblem.CONTRADICTION)]),
        ("username,Room\nann,5\nsame,1\n", [(3, ImportProblem.SEVERAL)]),
        (f"telegram_id,{MANY}\n3{',x' * 19}\n1{',x' * 19}\n", [(3, ImportProblem.TOO_MANY_ATTRIBUTES)]),
    ],
)
async def test_nothing_is_written_where_a_line_is_wrong(
    database: Database, now: datetime, text: str, problems: list[tuple[int, ImportProblem]]
) -> None:
    await people(database, now)
    async with database.transaction() as session:
        records = Records(session, now)
        await records.customer(account=Address(5), username="same")
        await records.customer(account=Address(6), username="Same")
    before = await known(database)
    with pytest.raises(WrongTable) as raised:
        await taken(database, text, now)
    assert [(each.line, each.problem) for each in raised.value.problems] == problems
    assert await known(database) == before


async def test_erased_customer_stays_erased(database: Database, now: datetime) -> None:
    await people(database, now)
    async with database.transaction() as session:
        ann = (await session.scalars(select(Customer).where(Customer.account == Address(1)))).one()
        await erase_customer(session, ann.id, "staff:1", now)
    result = await taken(database, "telegram_id,username,Room\n1,ann,12\n,ann,12\n", now)
    assert result == CustomerImport(0, 0, (2, 3))
    async with database.reading() as session:
        assert list(await session.scalars(select(Customer.account).order_by(Customer.account))) == [
            Address(2),
            Address(3),
        ]
