"""What systems tell about services that ended, and why it may be refused.

ServiceError
├── UnknownSurvey     name one that exists
│   └── NotAskedBefore  name one that asks something before a service
├── NotEndedYet       tell it when the service has ended
├── DifferentService  use another id: this one stands for a service with other content
├── ReservedSource    use another name for the source: this one is ours
├── NoSuchService     look for another number
└── NoStartLink       there is nothing to follow: the customer is known, or it is too late
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256

from actions.turn.plain_name import plain_name
from store.models.address import Address

DEFAULT_SURVEY = "post_service"


class ServiceError(Exception):
    """A service event cannot be taken."""


class UnknownSurvey(ServiceError):
    """There is no survey of this key."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no survey {key!r}; known: {', '.join(known)}")
        self.key = key
        self.known = tuple(known)


class NotAskedBefore(UnknownSurvey):
    """The survey asks nothing before a service; `known` are those that do."""


class NotEndedYet(ServiceError):
    """The end lies in the future."""

    def __init__(self, ended_at: datetime) -> None:
        super().__init__(f"the end lies in the future: {ended_at.isoformat()}")
        self.ended_at = ended_at


class DifferentService(ServiceError):
    """Source and id are known with other content; `fields` names what differs."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(f"this source and id are known already, with another {', '.join(fields)}")
        self.fields = tuple(fields)


class ReservedSource(ServiceError):
    """The source has a name under which the house itself tells of what ended."""

    def __init__(self, source: str) -> None:
        super().__init__(f"a source cannot be called {source!r}")
        self.source = source


class NoSuchService(ServiceError):
    """No service is known by this number, or by this source and id."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no service {name} is known; name it by our number or as SOURCE/ID")
        self.name = name


class NoStartLink(ServiceError):
    """The service has no usable start link; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"this service has no start link: {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ServiceEnded:
    """A service that ended, as the system `source` knows it by its own `id`.

    Exactly one of `account` and `external_id` names the customer. `ended_at` is aware. `timezone` is the IANA
    name of the zone that the customer lives in, `phone` the customer's phone number as E.164.
    """

    source: str
    id: str
    ended_at: datetime
    account: Address | None = None
    external_id: str | None = None
    outlet: str | None = None
    agent: str | None = None
    kind: str | None = None
    survey: str = DEFAULT_SURVEY
    timezone: str | None = None
    phone: str | None = None

    def __post_init__(self) -> None:
        """Write names of outlets and agents in one way, however they were typed."""
        for field in ("outlet", "agent"):
            name = getattr(self, field)
            object.__setattr__(self, field, (plain_name(name) or None) if name is not None else None)

    @property
    def digest(self) -> str:
        """What stands for the whole content; the same moment in another zone is the same content."""
        content = {**asdict(self), "ended_at": self.ended_at.astimezone(UTC).isoformat()}
        del content["account"]
        content["telegram_id"] = self.account and self.account.number  # as in the digests that are stored
        if self.timezone is None:
            del content["timezone"]  # services that were stored before zones could be told have none
        if self.phone is None:
            del content["phone"]
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
