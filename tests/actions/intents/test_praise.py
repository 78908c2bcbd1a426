"""Praise is thanked for, and credited where a recent service tells to whom."""

from datetime import timedelta

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.occasions import Occasion
from tests.actions.conftest import Customer, sure, texts
from tests.records import Records

PRAISE = sure(Intent.PRAISE)


async def served(customer: Customer, database: Database, ago: timedelta) -> None:
    async with database.transaction() as session:
        at = customer.now - ago
        await Records(session, customer.now).service(
            customer_id=1, outlet="北街店", agent="小李", ended_at=at
        )


async def test_praise_is_thanked_for(customer: Customer) -> None:
    assert texts(await customer.write("菜很好吃", PRAISE)) == [
        "谢谢您的认可！您的表扬已经记录下来，会转达给提供服务的同事。"
    ]


async def test_praise_is_credited_to_the_last_service(customer: Customer, database: Database) -> None:
    await customer.write("你好", sure(Intent.GREET))
    await served(customer, database, timedelta(days=1))
    assert texts(await customer.write("菜很好吃", PRAISE)) == [
        "谢谢您的认可！您的表扬已经记录下来，会转达给北街店 / 小李。"
    ]


async def test_praise_is_not_credited_to_a_booked_service(customer: Customer, database: Database) -> None:
    await customer.write("你好", sure(Intent.GREET))
    await served(customer, database, timedelta(days=1))
    async with database.transaction() as session:
        await Records(session, customer.now).service(
            "till-3/2",
            source=Occasion.BOOKING.source,
            customer_id=1,
            outlet="南街店",
            ended_at=customer.now + timedelta(days=1),
        )
    (answer,) = texts(await customer.write("菜很好吃", PRAISE))
    assert "北街店" in answer
    assert "南街店" not in answer


async def test_praise_is_not_credited_to_a_service_long_ago(customer: Customer, database: Database) -> None:
    await customer.write("你好", sure(Intent.GREET))
    await served(customer, database, timedelta(days=8))
    (answer,) = texts(await customer.write("菜很好吃", PRAISE))
    assert "北街店" not in answer
