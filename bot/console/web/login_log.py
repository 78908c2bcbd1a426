"""Lines about logins, in a form that fail2ban can read (docs/settings.md has a filter)."""

import structlog
from starlette.requests import Request

log = structlog.get_logger(__name__)
UNKNOWN = "unknown"


def log_event(event: str, request: Request, account: str | None, *, is_refusal: bool = False) -> None:
    """Write one line with the account and the client's address.

    `account` is None where there is no such account: what was typed as a name may be a password.
    """
    write = log.warning if is_refusal else log.info
    write(event, account=account or UNKNOWN, address=request.client.host if request.client else UNKNOWN)
