import base64
from dataclasses import asdict

import pytest
from pydantic import BaseModel, ValidationError

from bot.sandbox.control.control_bodies import (
    Attachment,
    FaultOrder,
    NewCustomer,
    RatesOrder,
    RawUpdate,
    Renumber,
    TapOn,
)
from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.sandbox.server.rates import TELEGRAM_RATES, Rates


def test_a_fault_order_has_the_fields_and_defaults_of_a_fault() -> None:
    assert Fault(**FaultOrder(kind=FaultKind.BLOCKED).model_dump()) == Fault(FaultKind.BLOCKED)


def test_a_rates_order_has_the_fields_and_defaults_of_telegrams_rates() -> None:
    assert Rates(**RatesOrder().model_dump()) == TELEGRAM_RATES
    assert RatesOrder(**asdict(TELEGRAM_RATES)).model_dump() == asdict(TELEGRAM_RATES)


def test_the_content_of_an_attachment_is_base64() -> None:
    encoded = base64.b64encode("发票".encode()).decode()
    attachment = Attachment.model_validate({"kind": "document", "content": encoded})
    assert attachment.content == "发票".encode()


@pytest.mark.parametrize(
    ("model", "body"),
    [
        (NewCustomer, {"id": 0}),
        (NewCustomer, {"id": 2**52}),
        (NewCustomer, {"username": "a b"}),
        (TapOn, {"message_id": 1}),
        (FaultOrder, {"kind": "blocked", "count": 0}),
        (FaultOrder, {"kind": "blocked", "seconds": 3601}),
        (RatesOrder, {"bot_per_second": 0}),
        (RawUpdate, {"kind": "Not A Kind", "payload": {}}),
        (Renumber, {"next_id": 0}),
    ],
)
def test_what_makes_no_sense_is_refused(model: type[BaseModel], body: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(body)
