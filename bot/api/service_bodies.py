"""The bodies of requests and answers, as the API describes them."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from actions.customers.phone_number import read_phone
from actions.settings.zones import zone_names
from actions.surveys.policy.bookings import DEFAULT_BEFORE, ServiceBooked
from actions.surveys.policy.events import DEFAULT_SURVEY, ServiceEnded
from actions.surveys.policy.services import Told
from store.models.address import Address
from store.models.occasions import APART
from store.models.surveys import Reason

EARLIEST, LATEST = 2000, 2100  # years; others are mistakes, and may not be convertible to UTC

EXAMPLE = {
    "source": "till-3",
    "id": "2026-000123",
    "customer": {"telegram_id": 42, "timezone": "Asia/Shanghai"},
    "outlet": "north",
    "agent": "lee",
    "kind": "repair",
    "ended_at": "2026-11-23T10:00:00+08:00",
    "survey": "post_service",
}
BOOKING = {name: value for name, value in EXAMPLE.items() if name not in ("ended_at", "survey")} | {
    "starts_at": "2026-11-23T09:00:00+08:00"
}
EXAMPLES = {
    "known": {"summary": "A customer whom the bot knows", "value": EXAMPLE},
    "external": {
        "summary": "Your own customer number, and only what is required",
        "value": {
            "source": "crm",
            "id": "v-991",
            "customer": {"external_id": "c-77", "phone": "+8613812345678"},
            "ended_at": "2026-11-23T02:00:00Z",
        },
    },
}


def _read_time(value: object) -> object:
    """Accept only written times: pydantic would accept numbers too."""
    if not isinstance(value, str):
        raise ValueError("expected a time with its zone, such as 2026-11-23T10:00:00+08:00")  # noqa: TRY004 - pydantic catches no TypeError
    try:
        time = datetime.fromisoformat(value)
    except ValueError as exc:
        raise ValueError("expected a time with its zone, such as 2026-11-23T10:00:00+08:00") from exc
    if not EARLIEST <= time.year < LATEST:
        raise ValueError(f"expected a year from {EARLIEST} on and before {LATEST}")
    return time


def _known_zone(name: str) -> str:
    if name not in zone_names():
        raise ValueError("expected an IANA time zone such as Asia/Shanghai")
    return name


def _without_slash(source: str) -> str:
    if APART in source:  # it parts source and id of a booking: `a/b` and `c` would be `a` and `b/c`
        raise ValueError(f"expected no {APART} in the source of a booking")
    return source


Word = Annotated[str, Field(strict=True, min_length=1, max_length=200, pattern=r"^[^\u0000-\u001f\u007f]+$")]
Time = Annotated[AwareDatetime, BeforeValidator(_read_time)]
Phone = Annotated[str, Field(strict=True, max_length=40), AfterValidator(read_phone)]
ZoneName = Annotated[str, Field(strict=True), AfterValidator(_known_zone)]


BookingSource = Annotated[Word, AfterValidator(_without_slash)]


class CustomerBody(BaseModel):
    """The customer, by exactly one of two ids, and the customer's time zone."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"oneOf": [{"required": [name]} for name in ("telegram_id", "external_id")]},
    )

    telegram_id: Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)] | None = Field(
        default=None, description="The customer's user id in Telegram."
    )
    external_id: Word | None = Field(default=None, description="Your own id of the customer.")
    timezone: ZoneName | None = Field(
        default=None,
        description="The customer's time zone by its IANA name, such as Europe/Berlin: no survey comes in "
        "the quiet hours of that zone. It is kept for later services; the default is the business's zone.",
    )

    phone: Phone | None = Field(
        default=None,
        description="The customer's phone number with its country code, such as +8613812345678. A customer "
        "who follows the start link and shares the same number in Telegram is known by external_id from then "
        "on.",
    )

    @model_validator(mode="after")
    def _has_one_id(self) -> Self:
        if (self.telegram_id is None) == (self.external_id is None):
            raise ValueError("expected either telegram_id or external_id")
        return self


class ReportedServiceBody(BaseModel):
    """What a system tells of a service."""

    model_config = ConfigDict(extra="forbid")

    source: Word = Field(description="The system that tells, such as a till.")
    id: Word = Field(description="The service's id in that system. Telling the same again changes nothing.")
    customer: CustomerBody
    outlet: Word | None = Field(default=None, description="Where it was, for comparisons.")
    agent: Word | None = Field(default=None, description="Who served, for comparisons.")
    kind: Word | None = Field(default=None, description="What kind of service it was.")

    def told(self) -> dict[str, Any]:
        """Return the fields as the events name them."""
        customer = self.customer
        return {
            **self.model_dump(exclude={"customer"}),
            "account": None if customer.telegram_id is None else Address(customer.telegram_id),
            "external_id": customer.external_id,
            "timezone": customer.timezone,
            "phone": customer.phone,
        }


class ServiceEndedBody(ReportedServiceBody):
    """A service that has ended."""

    ended_at: Time = Field(description="When it ended: ISO 8601 with a zone.")
    survey: Word = Field(default=DEFAULT_SURVEY, description="Which survey to ask.")

    def event(self) -> ServiceEnded:
        """Return the event that the policy decides on."""
        return ServiceEnded(**self.told())


class ServiceBookedBody(ReportedServiceBody):
    """A service that is booked. Its end is reported later, with the same source and id."""

    source: BookingSource = Field(description="The system that tells, such as a desk; without a slash.")
    starts_at: Time = Field(description="When it will begin: ISO 8601 with a zone.")
    survey: Word = Field(
        default=DEFAULT_BEFORE,
        description="Which survey asks what the customer expects; name it at the end, too.",
    )

    def event(self) -> ServiceBooked:
        """Return the event that the policy decides on."""
        return ServiceBooked(**self.told())


class CalledOffBody(BaseModel):
    """A booking that is called off."""

    model_config = ConfigDict(extra="forbid")

    source: BookingSource = Field(description="The system that reported the booking.")
    id: Word = Field(description="The service's id in that system.")


class DecisionBody(BaseModel):
    """What was decided about the survey when the service was first reported."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "service": 1,
                    "decision": "scheduled",
                    "reason": None,
                    "send_at": "2026-11-23T03:00:00Z",
                    "start_link": None,
                }
            ]
        }
    )

    service: int = Field(description="Our id of the service.")
    decision: Literal["scheduled", "skipped"]
    reason: Reason | None = Field(description="Why it is skipped.")
    send_at: datetime | None = Field(description="When the survey will be sent, in UTC.")
    start_link: str | None = Field(
        description="For a customer whom the bot does not know: put it on the receipt. It binds this "
        "service only; later services of the same external_id get links, too, until the number is proved."
    )

    @classmethod
    def of(cls, told: Told, start_link: str | None) -> Self:
        """Return the answer with this decision."""
        return cls.model_validate(
            {
                "service": told.service,
                "decision": told.decision.value,
                "reason": told.reason,
                "send_at": told.send_at,
                "start_link": start_link,
            }
        )


class RefusalBody(BaseModel):
    """Why a request was refused."""

    detail: str


class ConflictBody(RefusalBody):
    """The id belongs to a service with other content."""

    fields: list[str] = Field(description="What differs from what was told first.", examples=[["outlet"]])


class MistakeBody(BaseModel):
    """One thing that is wrong with a request."""

    loc: list[str | int] = Field(description="Where it is.", examples=[["body", "customer", "telegram_id"]])
    msg: str = Field(description="What is expected there.")
    type: str


class MistakesBody(BaseModel):
    """All that is wrong with a request."""

    detail: list[MistakeBody]
