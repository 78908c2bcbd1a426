"""Password and code once more, before what a session alone must not do."""

from typing import Annotated

from pydantic import Field

from actions.staff.failures import TooManyAttempts, WrongCredentials
from actions.staff.login import Attempt
from actions.staff.sessions import Viewer
from actions.staff.tokens import device_mark
from bot.console.web.addresses import network_address
from bot.console.web.cookies import Cookie, read_cookie
from bot.console.web.fields import Parameters
from bot.console.web.login_log import log_event
from bot.console.web.visit import Visit


class ConfirmedForm(Parameters):
    """The member's present password, and a code where codes are on."""

    old: Annotated[str, Field(max_length=2000)] = ""
    proof: Annotated[str, Field(max_length=20)] = ""


async def confirm(visit: Visit, viewer: Viewer, posted: ConfirmedForm) -> None:
    """Check the viewer's password and code.

    Attempts count by session: another address, or a missing cookie of the device, begins no new count.

    Raises:
        TooManyAttempts: refused without a look at the password.
        WrongCredentials: password or code is wrong.
    """
    token = read_cookie(visit.request, Cookie.SESSION) or ""
    attempt = Attempt(
        name=viewer.name,
        password=posted.old,
        address=network_address(visit.request),
        device=device_mark(token),
        code=posted.proof,
    )
    try:
        await visit.deps.login.confirm(attempt, visit.now)
    except WrongCredentials:
        log_event("confirmation failed", visit.request, viewer.name, is_refusal=True)
        raise
    except TooManyAttempts:
        log_event("confirmation throttled", visit.request, viewer.name, is_refusal=True)
        raise
