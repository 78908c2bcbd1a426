"""A write over the API: one transaction, and once for each idempotency key."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import JSONResponse, Response

from actions.exchange.request_claims import (
    RequestClaim,
    SentRequest,
    WriteAnswer,
    claim_request,
    keep_answer,
    release_claim,
)
from bot.api.api_parts import ApiDeps
from bot.api.key_sources import holder_of
from bot.api.service_bodies import MistakesBody, RefusalBody
from bot.api.writing.write_bodies import WrittenBody
from store.engine.database_errors import StoreError

REPLAYED = "Idempotency-Replayed"
IdempotencyKey = Annotated[
    str | None,
    Header(
        pattern=r"^[\x21-\x7e]+$",
        max_length=200,
        description="Your own name of this request, such as a UUID. The same request again within 24 hours "
        "gets the first answer and does nothing.",
    ),
]
WRITES: dict[int | str, dict[str, Any]] = {
    400: {"model": RefusalBody, "description": "The body is not JSON."},
    401: {"model": RefusalBody, "description": "No key, or one that is not known."},
    403: {"model": RefusalBody, "description": "The key does not open this."},
    404: {"model": RefusalBody, "description": "Nothing has this number."},
    409: {"model": RefusalBody, "description": "It cannot be done now, or is being done."},
    413: {"description": "The body is too large."},
    422: {
        "model": MistakesBody,
        "description": "Something is wrong; each is named. Also: the idempotency key was used for another "
        "request.",
    },
    503: {"model": RefusalBody, "description": "The database is not available; send it again."},
}
CHANGES = {
    **WRITES,
    412: {"model": RefusalBody, "description": "Changed since the version that If-Match names."},
}


@dataclass(frozen=True, slots=True)
class SoleWrite:
    """A write that is asked for, and in whose name."""

    deps: ApiDeps
    request: Request
    idempotency_key: str | None

    @property
    def staff_id(self) -> int:
        """The account of the key.

        Raises:
            RuntimeError: the key has none, though it opens a write.
        """
        account = holder_of(self.request).staff_id
        if account is None:
            raise RuntimeError("a key that writes has no account")
        return account

    async def once(self, change: Callable[[AsyncSession], Awaitable[WriteAnswer]]) -> Response:
        """Do what `change` does and return its answer, or that of the first request with the same key.

        A change that is refused leaves nothing, so that the same request can succeed later.

        Raises:
            OtherRequest, StillRunning: nothing was done.
        """
        claim = await self._claim()
        if isinstance(claim, WriteAnswer):
            return _response(claim, is_replayed=True)
        answer = await self._do(change, claim)
        self.deps.effects()
        return _response(answer)

    async def _claim(self) -> RequestClaim | WriteAnswer | None:
        if self.idempotency_key is None:
            return None
        heads = (self.request.method, self.request.url.path, self.request.headers.get("if-match", ""))
        content = "\n".join(heads).encode() + b"\n" + await self.request.body()
        key = self.idempotency_key.strip('"')
        sent = SentRequest(holder_of(self.request).id, key, content)
        async with self.deps.database.transaction() as session:
            return await claim_request(session, sent, self.deps.clock())

    async def _do(
        self, change: Callable[[AsyncSession], Awaitable[WriteAnswer]], claim: RequestClaim | None
    ) -> WriteAnswer:
        try:
            async with self.deps.database.transaction() as session:
                answer = await change(session)
                if claim is not None:
                    await keep_answer(session, claim, answer)
        except BaseException:
            if claim is not None:
                # Without the database, the lease ends the claim.
                with suppress(StoreError):
                    async with self.deps.database.transaction() as session:
                        await release_claim(session, claim)
            raise
        return answer


def sole_write(deps: ApiDeps) -> Any:
    """Return FastAPI's dependency that gives a route its `SoleWrite`."""

    async def write_of(request: Request, idempotency_key: IdempotencyKey = None) -> SoleWrite:
        return SoleWrite(deps, request, idempotency_key)

    return Depends(write_of)


async def describe_if_match(
    if_match: Annotated[
        str | None, Header(description="The ETag of the version that the change goes on from.")
    ] = None,
) -> None:
    """Describe the header; `require_unchanged` reads it."""


def _response(answer: WriteAnswer, *, is_replayed: bool = False) -> Response:
    headers = {"Cache-Control": "no-store"}
    if answer.tag is not None:
        headers["ETag"] = answer.tag
    if is_replayed:
        headers[REPLAYED] = "true"
    if answer.row_id is None:
        return Response(status_code=answer.status, headers=headers)
    return JSONResponse(WrittenBody(id=answer.row_id).model_dump(), answer.status, headers)
