"""What OpenAPI says of the events that Huifang posts to other systems."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import FastAPI, Header, Response
from pydantic import BaseModel, Field

from actions.webhooks.webhook_targets import CHOOSABLE
from store.models.queues import SystemEventKind

ABOUT = {
    SystemEventKind.MESSAGE_RECEIVED: "A customer wrote.",
    SystemEventKind.CASE_OPENED: "A case was opened.",
    SystemEventKind.CASE_CHANGED: "A case has another state, person or priority, or has waited too long.",
    SystemEventKind.CASE_SETTLED: "A case was settled.",
    SystemEventKind.CASE_REOPENED: "A settled case was opened again: the customer says it is not solved.",
    SystemEventKind.HANDED_OVER: "Staff have taken over a conversation.",
    SystemEventKind.SERVICE_TOLD: "A system has reported a service that ended.",
    SystemEventKind.SURVEY_SENT: "A customer was asked.",
    SystemEventKind.SURVEY_ANSWERED: "A customer has answered a survey.",
    SystemEventKind.SURVEY_EXPIRED: "A survey has ended without all its answers.",
    SystemEventKind.SCORE_LOW: "A low score opened a case.",
    SystemEventKind.ANSWER_REFUSED: "A customer says that an answer did not help.",
    SystemEventKind.ALARM_RAISED: "Something is wrong with the system.",
}


class PostedEvent(BaseModel):
    """An event: numbers and a link. Words of customers are there only where an administrator chose so."""

    type: SystemEventKind
    timestamp: Annotated[datetime, Field(description="When it happened.")]
    data: Annotated[
        dict[str, Any],
        Field(
            description="Numbers such as `case`, `conversation`, `customer`, `invitation`, with `outlet` and "
            "`agent` where known, the `reference` of a case, and a `link` into the console.",
            examples=[{"case": 12, "customer": 7, "kind": "complaint", "reference": "HF-000012"}],
        ),
    ]


def describe_webhooks(api: FastAPI) -> None:
    """Add the events to the description."""
    for kind in CHOOSABLE:
        api.webhooks.post(
            kind.value,
            summary=ABOUT[kind],
            status_code=204,
            operation_id=f"webhook_{kind.value.replace('.', '_')}",
        )(_posted)


async def _posted(
    body: PostedEvent,
    webhook_id: Annotated[str, Header(description="The same on each attempt.")],
    webhook_timestamp: Annotated[int, Header(description="When it was posted, in seconds since 1970.")],
    webhook_signature: Annotated[str, Header(description="After Standard Webhooks, one by each secret.")],
) -> Response:
    """Answer with 2xx within 15 seconds; anything else is tried again for three days, 410 ends it."""
    raise NotImplementedError("receivers implement it")
