"""Errors as HTTP answers: what is wrong and where, and never the values that were sent."""

from collections.abc import Sequence

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import JSONResponse, Response

from actions.answers.answer_refusals import (
    ChangedMeanwhile,
    FileRefused,
    FilesMissing,
    NoSuchAnswer,
    QuestionTaken,
)
from actions.surveys.policy.events import (
    DifferentService,
    NoStartLink,
    NoSuchService,
    NotEndedYet,
    ReservedSource,
    UnknownSurvey,
)
from bot.api.answer_bodies import QuestionTakenBody
from bot.api.key_sources import ForeignSource
from store.engine.database_errors import StoreError
from store.queries.not_found import NotFound

log = structlog.get_logger(__name__)

NO_KEY = "a key is needed: Authorization: Bearer hf_…"
RETRY_AFTER = "2"  # seconds; a lock or a restart is usually over by then


def install_refusals(app: FastAPI) -> None:
    """Render the errors of Huifang, and those of FastAPI in the same form."""

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, exc: RequestValidationError) -> Response:
        errors = exc.errors()
        if any(error["type"] == "json_invalid" for error in errors):
            return refuse(400, "the body is not valid JSON")
        return refuse_fields([(error["loc"], error["msg"], error["type"]) for error in errors])

    @app.exception_handler(UnknownSurvey)
    async def unknown_survey(request: Request, exc: UnknownSurvey) -> Response:
        expected = f"expected one of: {', '.join(exc.known)}"
        return refuse_fields([(("body", "survey"), expected, "unknown_survey")])

    @app.exception_handler(NotEndedYet)
    async def not_ended_yet(request: Request, exc: NotEndedYet) -> Response:
        return refuse_fields(
            [(("body", "ended_at"), "expected a time that is not in the future", "not_ended")]
        )

    @app.exception_handler(ReservedSource)
    async def reserved(request: Request, exc: ReservedSource) -> Response:
        return refuse_fields(
            [(("body", "source"), "expected a name that does not begin with huifang:", "reserved")]
        )

    @app.exception_handler(ForeignSource)
    async def foreign_source(request: Request, exc: ForeignSource) -> Response:
        return refuse(403, "the key does not speak for this source")

    @app.exception_handler(NoSuchService)
    @app.exception_handler(NoStartLink)
    async def no_link(request: Request, exc: NoSuchService | NoStartLink) -> Response:
        return refuse(404, str(exc))

    @app.exception_handler(DifferentService)
    async def different(request: Request, exc: DifferentService) -> Response:
        return JSONResponse({"detail": str(exc), "fields": list(exc.fields)}, 409)

    @app.exception_handler(StoreError)
    async def unavailable(request: Request, exc: StoreError) -> Response:
        return refuse_unavailable(exc)

    _install_refused_records(app)


def _install_refused_records(app: FastAPI) -> None:
    @app.exception_handler(NotFound)
    async def not_found(request: Request, exc: NotFound) -> Response:
        return refuse(404, str(exc))

    @app.exception_handler(NoSuchAnswer)
    async def no_answer(request: Request, exc: NoSuchAnswer) -> Response:
        return refuse(404, "no published answer has this key")

    @app.exception_handler(QuestionTaken)
    async def question_taken(request: Request, exc: QuestionTaken) -> Response:
        return JSONResponse(QuestionTakenBody.of(exc.clashes).model_dump(mode="json"), 409)

    @app.exception_handler(FileRefused)
    async def file_refused(request: Request, exc: FileRefused) -> Response:
        return refuse_fields([(("body",), str(exc), f"answer_file_{exc.fault}")])

    @app.exception_handler(FilesMissing)
    async def files_missing(request: Request, exc: FilesMissing) -> Response:
        return refuse_fields(
            [(("body", each.key, "files"), str(each), "answer_file_missing") for each in exc.files]
        )

    @app.exception_handler(ChangedMeanwhile)
    async def changed(request: Request, exc: ChangedMeanwhile) -> Response:
        return refuse(412, "it has changed since; get it again")


async def refuse_address(request: Request, exc: Exception) -> Response:
    """Answer a request for an address that no route has, such as one with a line feed in it."""
    return refuse(404, "nothing has this address")


def refuse_without_key() -> Response:
    """Answer a request without a valid key."""
    return refuse(401, NO_KEY, {"WWW-Authenticate": "Bearer"})


def refuse_scope() -> Response:
    """Answer a request with a key of another scope."""
    return refuse(403, "the key does not open this")


def refuse_too_many(seconds: int) -> Response:
    """Answer a request beyond what the key may make a minute."""
    return refuse(429, "the key has made too many requests", {"Retry-After": str(seconds)})


def refuse_unavailable(exc: StoreError) -> Response:
    """Answer a request that stored nothing and can be sent again."""
    log.warning("the API cannot reach the database", reason=type(exc).__name__)
    return refuse(503, "the database is not available at the moment", {"Retry-After": RETRY_AFTER})


def refuse(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Answer with one sentence about what is wrong."""
    return JSONResponse({"detail": detail}, status, headers)


def refuse_fields(mistakes: Sequence[tuple[Sequence[str | int], str, str]]) -> Response:
    """Answer with the place, the message and the type of each mistake."""
    detail = [
        {"loc": [_printable(part) for part in loc], "msg": _expected(message, kind), "type": kind}
        for loc, message, kind in mistakes
    ]
    return JSONResponse({"detail": detail}, 422)


def _expected(message: str, kind: str) -> str:
    if kind == "model_attributes_type":
        return "expected a JSON object; the body as a whole is sent as Content-Type: application/json"
    return message.removeprefix("Value error, ")


def _printable(part: str | int) -> str | int:
    """Return a field name without lone surrogates, which UTF-8 cannot encode."""
    return part if isinstance(part, int) else part.encode("utf-8", "replace").decode()
