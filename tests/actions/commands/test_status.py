"""/status lists open cases with their promised times."""

from nlu.contract.labels import Intent
from tests.actions.conftest import Customer, sure, texts


async def test_status_lists_open_cases(customer: Customer) -> None:
    await customer.write("菜是凉的", sure(Intent.COMPLAINT))
    await customer.write("早餐几点", sure(Intent.INQUIRY))
    assert texts(await customer.command("status")) == [
        (
            "您有 2 件事在处理：\n"
            "HF-000001　投诉　待处理，今天 16:00 前答复\n"
            "HF-000002　咨询　待处理，今天 16:00 前答复"
        )
    ]
