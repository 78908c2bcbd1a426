"""The faults that the sandbox makes on request."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.sandbox.server import bot_api_errors as errors
from bot.sandbox.server.payloads import RequestBody


class FaultKind(StrEnum):
    """What goes wrong. The comment says what the bot sees."""

    TOO_MANY_REQUESTS = "too_many_requests"  # 429, retry_after = seconds
    SERVER_ERROR = "server_error"  # `code`; 502 comes with a page of HTML, as from a proxy
    RESET_BEFORE = "reset_before"  # connection reset, the call had no effect
    RESET_AFTER = "reset_after"  # connection reset, the call had its effect
    TIMEOUT_BEFORE = "timeout_before"  # no answer for `seconds`, the call had no effect
    TIMEOUT_AFTER = "timeout_after"  # no answer for `seconds`, the call had its effect
    BLOCKED = "blocked"  # 403
    DEACTIVATED = "deactivated"  # 403
    CHAT_NOT_FOUND = "chat_not_found"  # 400
    MIGRATED = "migrated"  # 400 with migrate_to_chat_id = chat_to
    QUERY_TOO_OLD = "query_too_old"  # 400
    NOT_MODIFIED = "not_modified"  # 400
    NO_PHOTO = "no_photo"  # 400: a picture of such dimensions is sent as a document only
    UNAUTHORIZED = "unauthorized"  # 401
    DUPLICATE = "duplicate"  # updates come twice in one delivery
    REDELIVER = "redeliver"  # confirmed updates come again


AFTER = frozenset({FaultKind.RESET_AFTER, FaultKind.TIMEOUT_AFTER})
DELIVERY = frozenset({FaultKind.DUPLICATE, FaultKind.REDELIVER})
BEFORE = frozenset(FaultKind) - AFTER - DELIVERY
WEBHOOK = "webhook"
"""The method name of faults in deliveries by webhook."""


@dataclass(frozen=True, slots=True)
class Fault(RequestBody):
    """The `kind` of fault, the calls that it hits, and how often.

    `method` is in lower case, "*" is any; `chat` None is any. The first `skip` matching calls pass, the next
    `count` are hit (None: all). `seconds` is the time without an answer, or the value of `retry_after`.
    """

    kind: FaultKind
    method: Annotated[str, StringConstraints(max_length=64, to_lower=True)] = "*"
    chat: int | None = None
    count: Annotated[int, Field(ge=1)] | None = 1
    skip: Annotated[int, Field(ge=0)] = 0
    seconds: Annotated[float, Field(ge=0, le=3600)] = 60.0
    code: Annotated[int, Field(ge=500, le=599)] = 500
    chat_to: int = 0

    def fits(self, method: str, chat: int | None) -> bool:
        """Tell whether it hits a call of this method in this chat."""
        return self.method in {"*", method} and self.chat in {None, chat}


@dataclass(slots=True)
class OrderedFault:
    """A fault in the plan, with the calls that it has met (`seen`) and hit so far."""

    fault: Fault
    seen: int = 0
    hits: int = 0


class FaultPlan:
    """The ordered faults by number, oldest first."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._ordered: dict[int, OrderedFault] = {}

    def order(self, fault: Fault) -> int:
        """Add a fault and return its number."""
        number = next(self._numbers)
        self._ordered[number] = OrderedFault(fault)
        return number

    def orders(self) -> dict[int, tuple[Fault, int]]:
        """Return every fault in the plan and how often it has hit."""
        return {number: (ordered.fault, ordered.hits) for number, ordered in self._ordered.items()}

    def clear(self, number: int | None = None) -> None:
        """Remove one fault, or all."""
        if number is None:
            self._ordered.clear()
        else:
            self._ordered.pop(number, None)

    def hit(self, kinds: frozenset[FaultKind], method: str, chat: int | None) -> Fault | None:
        """Use up one hit of the oldest fault of these kinds that fits this call, or return None."""
        for number, ordered in self._ordered.items():
            fault = ordered.fault
            if fault.kind not in kinds or not fault.fits(method, chat):
                continue
            ordered.seen += 1
            if ordered.seen <= fault.skip:
                continue
            ordered.hits += 1
            if ordered.hits == fault.count:
                del self._ordered[number]
            return fault
        return None


REFUSALS: dict[FaultKind, Callable[[Fault], errors.Refusal]] = {
    FaultKind.TOO_MANY_REQUESTS: lambda fault: errors.TooManyRequests(max(1, int(fault.seconds))),
    FaultKind.SERVER_ERROR: lambda fault: errors.ServerTrouble(fault.code),
    FaultKind.BLOCKED: lambda _: errors.Forbidden(errors.BLOCKED),
    FaultKind.DEACTIVATED: lambda _: errors.Forbidden(errors.DEACTIVATED),
    FaultKind.CHAT_NOT_FOUND: lambda _: errors.BadRequest(errors.CHAT_NOT_FOUND),
    FaultKind.MIGRATED: lambda fault: errors.ChatMigrated(fault.chat_to),
    FaultKind.QUERY_TOO_OLD: lambda _: errors.BadRequest(errors.QUERY_TOO_OLD),
    FaultKind.NO_PHOTO: lambda _: errors.BadRequest("PHOTO_INVALID_DIMENSIONS"),
    FaultKind.NOT_MODIFIED: lambda _: errors.BadRequest(errors.NOT_MODIFIED),
    FaultKind.UNAUTHORIZED: lambda _: errors.Unauthorized(),
}
"""The answer of each kind of fault that has one."""
