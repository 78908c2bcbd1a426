"""The part of the control API that acts as a customer."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.control.control_bodies import Attachment, Burst, Edit, NewCustomer, NewGroup, TapOn, Text
from bot.sandbox.control.control_edge import Edge, asked_bot, path_id, read_body
from bot.sandbox.server.bot_chat import Chat
from bot.sandbox.server.customer_moves import Seat, found_group, migrate_group
from bot.sandbox.server.feed import EventKind
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.people import Customer, Persona
from bot.sandbox.server.sample_files import Upload, file_content, place_content
from bot.sandbox.server.world import World


class CustomerDesk:
    """Endpoints for customers and groups."""

    def __init__(self, world: World, edge: Edge) -> None:
        self._world = world
        self._edge = edge

    def routes(self) -> list[Route]:
        """Return the routes."""
        one = "/customers/{id}"
        table = [
            ("/customers", "GET", self.customers),
            ("/customers", "POST", self.invent),
            ("/burst", "POST", self.burst),
            (f"{one}/text", "POST", self.text),
            (f"{one}/edit", "POST", self.edit),
            (f"{one}/attachment", "POST", self.attach),
            (f"{one}/tap", "POST", self.tap),
            (f"{one}/block", "POST", self.block),
            (f"{one}/unblock", "POST", self.unblock),
            (f"{one}/deactivate", "POST", self.deactivate),
            (f"{one}/commands", "GET", self.commands),
            ("/groups", "POST", self.found),
            ("/groups/{id}/migrate", "POST", self.migrate),
        ]
        return [Route(path, self._edge.guarded(do), methods=[method]) for path, method, do in table]

    async def customers(self, request: Request) -> Response:
        """List everybody."""
        chats = asked_bot(self._world, request).chats
        return JSONResponse([described(one, chats.get(one.id)) for one in self._world.customers.values()])

    async def invent(self, request: Request) -> Response:
        """Invent a customer."""
        new = await read_body(request, NewCustomer)
        persona = Persona(new.first_name, new.last_name, new.username, new.language_code)
        return JSONResponse(described(self._world.add_customer(persona, new.id), None), 201)

    async def burst(self, request: Request) -> Response:
        """Invent many customers, each of whom writes a first text."""
        bot = asked_bot(self._world, request)
        written: list[Json] = []
        for opening in (await read_body(request, Burst)).openings:
            persona = Persona(opening.first_name, language_code=opening.language_code)
            seat = Seat.of(self._world, bot, self._world.add_customer(persona).id)
            written.append({"customer": seat.customer.id, **asdict(seat.say(opening.text))})
        return JSONResponse(written)

    async def text(self, request: Request) -> Response:
        """Write."""
        body = await read_body(request, Text)
        return JSONResponse(asdict(self._seat(request, body.chat).say(body.text, body.reply_to)))

    async def edit(self, request: Request) -> Response:
        """Change an own message."""
        body = await read_body(request, Edit)
        return JSONResponse(asdict(self._seat(request, body.chat).edit(body.message_id, body.text)))

    async def attach(self, request: Request) -> Response:
        """Send something that is no text."""
        body = await read_body(request, Attachment)
        seat = self._seat(request, body.chat)
        if body.kind == "location":
            content = place_content(body.latitude, body.longitude)
        else:
            upload = Upload(body.name, body.mime, body.content) if body.content is not None else None
            content = file_content(self._world.files, body.kind, upload, body.caption)
        return JSONResponse(asdict(seat.send(content)))

    async def tap(self, request: Request) -> Response:
        """Tap a button."""
        body = await read_body(request, TapOn)
        seat = self._seat(request, body.chat)
        return JSONResponse(asdict(seat.tap(body.message_id, body.data, forge=body.forge)))

    async def block(self, request: Request) -> Response:
        """Block the bot."""
        return JSONResponse({"update_id": self._seat(request).block()})

    async def unblock(self, request: Request) -> Response:
        """Let the bot write again."""
        return JSONResponse({"update_id": self._seat(request).unblock()})

    async def deactivate(self, request: Request) -> Response:
        """Delete the account."""
        self._seat(request).deactivate()
        return JSONResponse({"update_id": None})

    async def commands(self, request: Request) -> Response:
        """Return the menu in the customer's language."""
        seat = self._seat(request)
        return JSONResponse(seat.bot.profile.menu(seat.customer.persona.language_code))

    async def found(self, request: Request) -> Response:
        """Found a group."""
        body = await read_body(request, NewGroup)
        chat = found_group(self._world, asked_bot(self._world, request), body.title, body.members)
        return JSONResponse(chat.as_json(), 201)

    async def migrate(self, request: Request) -> Response:
        """Make a supergroup of a group."""
        chat = migrate_group(self._world, asked_bot(self._world, request), path_id(request))
        return JSONResponse(chat.as_json())

    def _seat(self, request: Request, chat: int | None = None) -> Seat:
        return Seat.of(self._world, asked_bot(self._world, request), path_id(request), chat)


def described(customer: Customer, chat: Chat | None) -> Json:
    """Return a customer and the state of the chat with the bot."""
    return {
        **customer.as_user(),
        "deactivated": customer.deactivated,
        "blocked": chat.blocked if chat else False,
        "newest": newest_message(chat) if chat else None,
    }


def newest_message(chat: Chat) -> Json | None:
    """Return the event of the newest message, new or edited."""
    messages = (
        event for event in reversed(chat.events) if event.kind in {EventKind.MESSAGE, EventKind.EDITED}
    )
    found = next(messages, None)
    return found.as_json() if found else None
