"""GET /api/v1/cases, customers and conversations: pages by number, with entity tags."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response, Security
from pydantic import BaseModel, ConfigDict, Field

from actions.casework.looks import note_reading
from bot.api.api_parts import ApiDeps
from bot.api.entity_tags import content_tag, is_known
from bot.api.record_bodies import (
    CaseBody,
    ConversationBody,
    KnownCustomerBody,
    MessageBody,
    RecordsBody,
)
from bot.api.service_bodies import MistakesBody, RefusalBody
from bot.api.services_ended import KEY
from store.models.cases import CaseKind, CaseStatus
from store.queries.record_pages import RecordPage
from store.queries.system.exchange_records import (
    CaseChoice,
    list_cases,
    list_customers,
    list_messages,
    list_talks,
    read_case_record,
    read_customer_record,
)

LARGEST_ID = 2**63 - 1
MOST = 200
LISTED: dict[int | str, dict[str, Any]] = {
    304: {"description": "As If-None-Match names it."},
    401: {"model": RefusalBody, "description": "No key, or one that is not known."},
    403: {"model": RefusalBody, "description": "The key does not open this."},
    422: {"model": MistakesBody, "description": "Something is wrong; each is named."},
    503: {"model": RefusalBody, "description": "The database is not available; send it again."},
}
SINGLE = {**LISTED, 404: {"model": RefusalBody, "description": "Nothing has this number."}}
RowNumber = Annotated[int, Path(ge=1, le=LARGEST_ID)]


class PageQuery(BaseModel):
    """Where a page begins and how long it is."""

    model_config = ConfigDict(extra="forbid")

    after: Annotated[
        int | None, Field(ge=1, le=LARGEST_ID, description="`next` of the page before; the first without it.")
    ] = None
    size: Annotated[int, Field(ge=1, le=MOST)] = 50

    @property
    def page(self) -> RecordPage:
        """Which rows are asked for."""
        return RecordPage(self.after, self.size)


class CaseQuery(PageQuery):
    """Which cases."""

    status: CaseStatus | None = None
    kind: CaseKind | None = None
    outlet: Annotated[str | None, Field(max_length=200, pattern=r"^[^\x00]*$")] = None
    customer: Annotated[int | None, Field(ge=1, le=LARGEST_ID)] = None


class TalkQuery(PageQuery):
    """Which conversations."""

    customer: Annotated[int | None, Field(ge=1, le=LARGEST_ID)] = None


def note_readings(deps: ApiDeps) -> Callable[[Request], Awaitable[None]]:
    """Return what notes in the audit log, once an hour, which key reads what."""

    async def noted(request: Request) -> None:
        await note_reading(deps.database, request.state.holder.name, request.state.opened, deps.clock())

    return noted


def records_router(deps: ApiDeps) -> APIRouter:
    """Return the routes of cases, customers and conversations; who reads them is in the audit log."""
    router = APIRouter(dependencies=[Security(KEY), Depends(note_readings(deps))])
    _add_cases(router, deps)
    _add_customers(router, deps)
    _add_conversations(router, deps)
    return router


def _add_cases(router: APIRouter, deps: ApiDeps) -> None:
    @router.get("/cases", tags=["cases"], response_model=RecordsBody[CaseBody], responses=LISTED)
    async def get_cases(query: Annotated[CaseQuery, Query()], request: Request) -> Response:
        """Cases, the newest first."""
        wanted = CaseChoice(query.status, query.kind, query.outlet, query.customer)
        async with deps.database.reading() as session:
            rows = await list_cases(session, query.page, wanted)
        bodies = [CaseBody.model_validate(row) for row in rows]
        return tagged(request, RecordsBody[CaseBody].of(bodies, query.size))

    @router.get("/cases/{case}", tags=["cases"], response_model=CaseBody, responses=SINGLE)
    async def get_case(case: RowNumber, request: Request) -> Response:
        """One case."""
        async with deps.database.reading() as session:
            record = await read_case_record(session, case)
        return tagged(request, CaseBody.model_validate(record))


def _add_customers(router: APIRouter, deps: ApiDeps) -> None:
    @router.get(
        "/customers", tags=["customers"], response_model=RecordsBody[KnownCustomerBody], responses=LISTED
    )
    async def get_customers(query: Annotated[PageQuery, Query()], request: Request) -> Response:
        """Customers, the newest first."""
        async with deps.database.reading() as session:
            rows = await list_customers(session, query.page)
        bodies = [KnownCustomerBody.of(row) for row in rows]
        return tagged(request, RecordsBody[KnownCustomerBody].of(bodies, query.size))

    @router.get(
        "/customers/{customer}", tags=["customers"], response_model=KnownCustomerBody, responses=SINGLE
    )
    async def get_customer(customer: RowNumber, request: Request) -> Response:
        """One customer, with what staff know about them."""
        async with deps.database.reading() as session:
            record = await read_customer_record(session, customer)
        return tagged(request, KnownCustomerBody.of(record))


def _add_conversations(router: APIRouter, deps: ApiDeps) -> None:
    @router.get(
        "/conversations",
        tags=["conversations"],
        response_model=RecordsBody[ConversationBody],
        responses=LISTED,
    )
    async def get_conversations(query: Annotated[TalkQuery, Query()], request: Request) -> Response:
        """Conversations, the newest first."""
        async with deps.database.reading() as session:
            rows = await list_talks(session, query.page, query.customer)
        bodies = [ConversationBody.model_validate(row) for row in rows]
        return tagged(request, RecordsBody[ConversationBody].of(bodies, query.size))

    @router.get(
        "/conversations/{conversation}/messages",
        tags=["conversations"],
        response_model=RecordsBody[MessageBody],
        responses=SINGLE,
    )
    async def get_messages(
        conversation: RowNumber, query: Annotated[PageQuery, Query()], request: Request
    ) -> Response:
        """Messages of a conversation, the newest first."""
        async with deps.database.reading() as session:
            rows = await list_messages(session, query.page, conversation)
        bodies = [MessageBody.model_validate(row) for row in rows]
        return tagged(request, RecordsBody[MessageBody].of(bodies, query.size))


def tagged(request: Request, body: BaseModel) -> Response:
    """Return the body with a tag of its bytes; 304 to a caller who has these."""
    tag = content_tag(body)
    headers = {"ETag": tag, "Cache-Control": "no-store"}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body.model_dump_json(), media_type="application/json", headers=headers)
