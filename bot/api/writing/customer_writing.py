"""PATCH /api/v1/customers/{customer}: what is known about a customer."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response, Security
from sqlalchemy.ext.asyncio import AsyncSession

from actions.customers.known_attributes import set_attribute
from actions.exchange.request_claims import WriteAnswer
from bot.api.api_parts import ApiDeps
from bot.api.entity_tags import content_tag, require_unchanged
from bot.api.record_bodies import KnownCustomerBody
from bot.api.record_routes import RowNumber
from bot.api.services_ended import KEY
from bot.api.writing.sole_write import CHANGES, SoleWrite, describe_if_match, sole_write
from bot.api.writing.write_bodies import CustomerChangeBody
from store.queries.customer_lock import locked_customer
from store.queries.system.exchange_records import read_customer_record


def customer_writing_router(deps: ApiDeps) -> APIRouter:
    """Return the route that changes customers."""
    router = APIRouter(prefix="/customers/{customer}", tags=["customers"], dependencies=[Security(KEY)])
    asked = sole_write(deps)

    @router.patch("", status_code=204, responses=CHANGES, dependencies=[Depends(describe_if_match)])
    async def patch_customer(
        customer: RowNumber, body: CustomerChangeBody, write: Annotated[SoleWrite, asked]
    ) -> Response:
        """Set and remove attributes of a customer. ETag names the new version."""

        async def change(session: AsyncSession) -> WriteAnswer:
            await locked_customer(session, customer)
            require_unchanged(write.request, await _tag(session, customer))
            # What is removed makes room for what is set.
            for name, value in sorted(body.attributes.items(), key=lambda each: each[1] is not None):
                await set_attribute(session, customer, name, value, write.staff_id, deps.clock())
            return WriteAnswer(204, tag=await _tag(session, customer))

        return await write.once(change)

    return router


async def _tag(session: AsyncSession, customer_id: int) -> str:
    await session.flush()
    return content_tag(KnownCustomerBody.of(await read_customer_record(session, customer_id)))
