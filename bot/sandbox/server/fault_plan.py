"""The trouble that the sandbox has been told to make."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from bot.sandbox.server import bot_api_errors
from bot.sandbox.server.bot_api_errors import Refusal


class FaultKind(StrEnum):
    """What goes wrong. The comment says what the bot sees."""

    TOO_MANY_REQUESTS = "too_many_requests"  # 429, retry_after = seconds
    SERVER_ERROR = "server_error"  # `code`, 500 unless told; 502 comes with a page of HTML, as from a proxy
    RESET_BEFORE = "reset_before"  # connection reset, nothing was done
    RESET_AFTER = "reset_after"  # connection reset, but it was done
    TIMEOUT_BEFORE = "timeout_before"  # silence for `seconds`, nothing was done
    TIMEOUT_AFTER = "timeout_after"  # silence for `seconds`, but it was done
    BLOCKED = "blocked"  # 403
    DEACTIVATED = "deactivated"  # 403
    CHAT_NOT_FOUND = "chat_not_found"  # 400
    MIGRATED = "migrated"  # 400 with migrate_to_chat_id = chat_to
    QUERY_TOO_OLD = "query_too_old"  # 400
    NOT_MODIFIED = "not_modified"  # 400
    UNAUTHORIZED = "unauthorized"  # 401
    DUPLICATE = "duplicate"  # updates come twice in one delivery
    REDELIVER = "redeliver"  # updates that were confirmed come again


AFTER = frozenset({FaultKind.RESET_AFTER, FaultKind.TIMEOUT_AFTER})
DELIVERY = frozenset({FaultKind.DUPLICATE, FaultKind.REDELIVER})
BEFORE = frozenset(FaultKind) - AFTER - DELIVERY
WEBHOOK = "webhook"
"""The name under which faults apply to deliveries by webhook."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One order: the `kind` of trouble, for which calls, how often.

    `method` is in lower case, "*" is any; `chat` None is any. The first `skip` matching calls pass, the next
    `count` are hit (None: all). `seconds` is the silence, or what `retry_after` says.
    """

    kind: FaultKind
    method: str = "*"
    chat: int | None = None
    count: int | None = 1
    skip: int = 0
    seconds: float = 60.0
    code: int = 500
    chat_to: int = 0

    def fits(self, method: str, chat: int | None) -> bool:
        """Tell whether a call is meant."""
        return self.method in {"*", method} and self.chat in {None, chat}


@dataclass(slots=True)
class _Standing:
    fault: Fault
    seen: int = 0
    hits: int = 0

    @property
    def over(self) -> bool:
        return self.fault.count is not None and self.hits >= self.fault.count


class FaultPlan:
    """The orders that still stand, oldest first."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._standing: dict[int, _Standing] = {}

    def order(self, fault: Fault) -> int:
        """Add an order and return its number."""
        number = next(self._numbers)
        self._standing[number] = _Standing(fault)
        return number

    def orders(self) -> dict[int, tuple[Fault, int]]:
        """Return every standing order and how often it has hit."""
        return {number: (standing.fault, standing.hits) for number, standing in self._standing.items()}

    def clear(self, number: int | None = None) -> None:
        """Withdraw one order, or all."""
        if number is None:
            self._standing.clear()
        else:
            self._standing.pop(number, None)

    def hit(self, kinds: frozenset[FaultKind], method: str, chat: int | None) -> Fault | None:
        """Use up one hit of the oldest order of these kinds that fits this call. None: all is well."""
        for number, standing in self._standing.items():
            if standing.fault.kind not in kinds or not standing.fault.fits(method, chat):
                continue
            standing.seen += 1
            if standing.seen <= standing.fault.skip:
                continue
            standing.hits += 1
            if standing.over:
                del self._standing[number]
            return standing.fault
        return None


def refusal_of(fault: Fault) -> Refusal:
    """Return what a fault that answers at all answers."""
    match fault.kind:
        case FaultKind.TOO_MANY_REQUESTS:
            return bot_api_errors.TooManyRequests(max(1, int(fault.seconds)))
        case FaultKind.BLOCKED:
            return bot_api_errors.Forbidden(bot_api_errors.BLOCKED)
        case FaultKind.DEACTIVATED:
            return bot_api_errors.Forbidden(bot_api_errors.DEACTIVATED)
        case FaultKind.CHAT_NOT_FOUND:
            return bot_api_errors.BadRequest(bot_api_errors.CHAT_NOT_FOUND)
        case FaultKind.MIGRATED:
            return bot_api_errors.ChatMigrated(fault.chat_to)
        case FaultKind.QUERY_TOO_OLD:
            return bot_api_errors.BadRequest(bot_api_errors.QUERY_TOO_OLD)
        case FaultKind.NOT_MODIFIED:
            return bot_api_errors.BadRequest(bot_api_errors.NOT_MODIFIED)
        case FaultKind.UNAUTHORIZED:
            return bot_api_errors.Unauthorized()
        case _:
            return bot_api_errors.ServerTrouble(fault.code)
