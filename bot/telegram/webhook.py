"""The webhook: an update is acknowledged only after its commit, and refused without the secret."""

import hmac
import json
from http import HTTPStatus
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.telegram.intake import Intake
from bot.telegram.raw_update import cleaned, update_id_of
from bot.telegram.send_errors import Undecodable
from bot.timing.clock import Clock
from store.engine.database_errors import StoreError

log = structlog.get_logger(__name__)

PATH = "/telegram/webhook"
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header
LARGEST_BODY = 1024 * 1024
"""Bytes; an update of Telegram has some thousands."""


class RejectedDelivery(Exception):
    """A request that is refused with a status and an empty body, and is not logged."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


def webhook_route(intake: Intake, secret: str, clock: Clock) -> Route:
    """Return the route that Telegram delivers to.

    Every answer has an empty body: 200 once the update is stored, also if it came before; 403 without the
    secret, before the body is read; 413 and 400 for a body that is no update; 503 if the database cannot
    commit, so that Telegram delivers again.
    """

    async def receive(request: Request) -> Response:
        try:
            _require_secret(request, secret)
            update = _read(await _body(request))
            await intake.keep([update], clock())
        except RejectedDelivery as exc:
            return Response(status_code=exc.status)
        except StoreError as exc:
            log.warning("update was not stored", reason=type(exc).__name__)
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        return Response()

    return Route(PATH, receive, methods=["POST"])


def _require_secret(request: Request, secret: str) -> None:
    given = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(given.encode(), secret.encode()):
        raise RejectedDelivery(HTTPStatus.FORBIDDEN)


async def _body(request: Request) -> bytes:
    """Return the body; never more than the limit is held in memory, for any announced length."""
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > LARGEST_BODY:
        raise RejectedDelivery(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise RejectedDelivery(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return bytes(body)


def _read(body: bytes) -> Any:
    """Return an update that can be stored: JSON with a number, nested no deeper than Telegram's are."""
    try:
        update = cleaned(json.loads(body))
    except (ValueError, RecursionError, Undecodable):
        update = None
    if update_id_of(update) is None:
        raise RejectedDelivery(HTTPStatus.BAD_REQUEST)
    return update
