"""Services that were told before the customer came are theirs."""

from typing import Any

import pytest
from sqlalchemy import select

from nlu.contract.labels import Intent
from store.models.address import Address
from store.models.customers import Customer as CustomerRow
from store.models.surveys import Service
from tests.actions.conftest import Customer, sure
from tests.actions.rights.conftest import exported, forgotten
from tests.records import Records


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
