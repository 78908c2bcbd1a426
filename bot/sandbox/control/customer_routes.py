"""The endpoints of the control API that act as a customer."""

from collections.abc import Callable
from dataclasses import asdict, replace

from starlette.responses import JSONResponse, Response

from bot.sandbox.control.control_bodies import (
    AttachmentMove,
    CustomerMove,
    EditMove,
    MessageMove,
    NewCustomer,
    OpeningBurst,
    TapMove,
    TextMove,
)
from bot.sandbox.control.control_edge import ControlRequest, Endpoint
from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.server.bot_chat import BotChat
from bot.sandbox.server.event_feed import EventKind
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.people import SandboxCustomer


async def list_customers(request: ControlRequest) -> list[Json]:
    """List all customers."""
    chats = request.bot.chats
    return [described(customer, chats.get(customer.id)) for customer in request.world.customers.values()]


async def invent(request: ControlRequest) -> Response:
    """Invent a customer."""
    new = await request.body(NewCustomer)
    return JSONResponse(described(request.world.add_customer(new, new.id), None), 201)


async def burst(request: ControlRequest) -> list[Json]:
    """Invent many customers, each of whom writes a first text."""
    bot, written = request.bot, []
    for opening in (await request.body(OpeningBurst)).openings:
        seat = Seat.of(request.world, bot, request.world.add_customer(opening).id)
        written.append(asdict(seat.say(opening.text)))
    return written


def move_endpoint(kind: type[CustomerMove]) -> Endpoint:
    """Return the endpoint that makes a kind of move."""

    async def move(request: ControlRequest) -> Json:
        body = await request.body(kind)
        seat = Seat.of(request.world, request.bot, request.id, body.chat)
        return body.make(replace(seat, topic=body.topic, anonymous=body.anonymous))

    return move


def seat_endpoint(act: Callable[[Seat], int | None]) -> Endpoint:
    """Return the endpoint of a move without a body."""

    async def make(request: ControlRequest) -> Json:
        return {"update_id": act(_seat(request))}

    return make


async def list_commands(request: ControlRequest) -> list[Json]:
    """Return the menu in the customer's language."""
    return request.bot.presentation.menu(_seat(request).customer.persona.language_code)


ROUTES: list[tuple[str, str, Endpoint]] = [
    ("GET", "/customers", list_customers),
    ("POST", "/customers", invent),
    ("POST", "/burst", burst),
    ("POST", "/customers/{id}/text", move_endpoint(TextMove)),
    ("POST", "/customers/{id}/message", move_endpoint(MessageMove)),
    ("POST", "/customers/{id}/edit", move_endpoint(EditMove)),
    ("POST", "/customers/{id}/attachment", move_endpoint(AttachmentMove)),
    ("POST", "/customers/{id}/tap", move_endpoint(TapMove)),
    ("POST", "/customers/{id}/block", seat_endpoint(Seat.block)),
    ("POST", "/customers/{id}/unblock", seat_endpoint(Seat.unblock)),
    ("POST", "/customers/{id}/deactivate", seat_endpoint(Seat.deactivate)),
    ("GET", "/customers/{id}/commands", list_commands),
]


def described(customer: SandboxCustomer, chat: BotChat | None) -> Json:
    """Return a customer and the state of the chat with the bot."""
    return {
        **customer.as_user(),
        "deactivated": customer.deactivated,
        "blocked": chat.blocked if chat else False,
        "newest": newest_message(chat) if chat else None,
    }


def newest_message(chat: BotChat) -> Json | None:
    """Return the event of the newest message, new or edited."""
    kinds = {EventKind.MESSAGE, EventKind.EDITED}
    return next((event.as_json() for event in reversed(chat.events) if event.kind in kinds), None)


def _seat(request: ControlRequest) -> Seat:
    return Seat.of(request.world, request.bot, request.id)
