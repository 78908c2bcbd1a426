"""What cannot be done with cases and conversations, as HTTP answers."""

from collections.abc import Mapping

from fastapi import FastAPI, Request
from starlette.responses import Response

from actions.casework.refusals import (
    CaseworkError,
    IsMerged,
    IsSettled,
    NoSuchMember,
    NoSuchReason,
    NotYours,
    OutOfReach,
    Superseded,
    TooManyAttributes,
    TooManyTags,
    Unanswered,
)
from actions.exchange.request_claims import OtherRequest, StillRunning
from bot.api.http_errors import refuse, refuse_fields

REASONS: Mapping[type[CaseworkError], str] = {
    IsMerged: "the case went into another one",
    IsSettled: "the case is settled; reopen it first",
    NotYours: "the bot or a member of staff answers here; `take` takes it over from the bot",
    OutOfReach: "the customer cannot be written to",
    Unanswered: "the customer's last words have no reply; reply first, or give an argument",
}
MISTAKES: Mapping[type[CaseworkError], tuple[str, str]] = {
    NoSuchMember: ("assignee", "expected the name of a member of staff"),
    NoSuchReason: ("reason", "expected a key of settle_reasons in the rules"),
    TooManyAttributes: ("attributes", "the customer would have too many attributes"),
    TooManyTags: ("tags", "the case would have too many tags"),
}


def install_write_refusals(app: FastAPI) -> None:
    """Render what casework and claims refuse."""

    @app.exception_handler(CaseworkError)
    async def refused(request: Request, exc: CaseworkError) -> Response:
        if isinstance(exc, Superseded):
            return refuse(409, str(exc))
        if type(exc) in MISTAKES:
            field, expected = MISTAKES[type(exc)]
            return refuse_fields([(("body", field), expected, "refused")])
        return refuse(409, REASONS[type(exc)])

    @app.exception_handler(OtherRequest)
    async def other_request(request: Request, exc: OtherRequest) -> Response:
        expected = "the idempotency key was used for another request"
        return refuse_fields([(("header", "idempotency-key"), expected, "used")])

    @app.exception_handler(StillRunning)
    async def still_running(request: Request, exc: StillRunning) -> Response:
        return refuse(409, "the first request with this idempotency key is being done", {"Retry-After": "2"})
