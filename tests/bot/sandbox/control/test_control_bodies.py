import base64
import json

import pytest
from pydantic import ValidationError

from bot.sandbox.control.control_bodies import (
    AttachmentMove,
    EditMove,
    MessageMove,
    NewCustomer,
    Opening,
    RawUpdate,
    Renumbering,
    TapMove,
    TextMove,
)
from bot.sandbox.control.control_edge import read_body
from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.sandbox.server.payloads import RequestBody
from bot.sandbox.server.rates import TELEGRAM_RATES, Rates

KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}


def test_a_fault_is_read_with_its_defaults() -> None:
    body = {"kind": "blocked", "method": "sendMessage"}
    assert read_body(Fault, json.dumps(body).encode()) == Fault(FaultKind.BLOCKED, "sendmessage")


def test_empty_rates_are_telegrams_rates() -> None:
    assert read_body(Rates, json.dumps({}).encode()) == TELEGRAM_RATES


def test_an_opening_has_a_profile_and_a_text() -> None:
    assert read_body(Opening, b'{"text": "hello"}') == Opening(text="hello")


def test_the_content_of_an_attachment_is_base64() -> None:
    encoded = base64.b64encode("发票".encode()).decode()
    attachment = read_body(AttachmentMove, json.dumps({"kind": "document", "content": encoded}).encode())
    assert attachment.content == "发票".encode()


def test_moves_are_made_from_a_seat(seat: Seat) -> None:
    first = TextMove(text="parcle").make(seat)
    EditMove(message_id=first["message_id"], text="parcel").make(seat)
    TextMove(text="hello?", reply_to=first["message_id"]).make(seat)
    AttachmentMove(kind="location", latitude=1.5, longitude=-2.5).make(seat)
    MessageMove(content={"dice": {"emoji": "🎲", "value": 4}}).make(seat)
    question, _ = seat.world.write(seat.bot, seat.chat, None, {"text": "Well?", "reply_markup": KEYBOARD})
    TapMove(message_id=question.id, data="yes").make(seat)
    bodies = [event.body for event in seat.chat.events]
    assert [
        body.get("text") or body.get("location") or body.get("dice") or body["data"] for body in bodies
    ] == [
        "parcle",
        "parcel",
        "hello?",
        {"latitude": 1.5, "longitude": -2.5},
        {"emoji": "🎲", "value": 4},
        "Well?",
        "yes",
    ]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (NewCustomer, {"id": 0}),
        (NewCustomer, {"id": 2**52}),
        (NewCustomer, {"username": "a b"}),
        (TapMove, {"message_id": 1}),
        (Fault, {"kind": "blocked", "count": 0}),
        (Fault, {"kind": "blocked", "seconds": 3601}),
        (Rates, {"bot_per_second": 0}),
        (RawUpdate, {"kind": "Not A Kind", "payload": {}}),
        (Renumbering, {"next_id": 0}),
    ],
)
def test_bodies_outside_the_limits_are_refused(kind: type[RequestBody], body: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        read_body(kind, json.dumps(body).encode())
