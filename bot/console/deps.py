"""What the console is given by whoever builds it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.casework.canned import CannedReply
from actions.checks.scorecard import Scorecard
from actions.house import House
from actions.staff.login import Login
from actions.wording import Wording
from store.database import Database

Fetch = Callable[[str], Awaitable[bytes]]


class NoSuchFile(Exception):
    """Telegram does not give the file away: it is too old, too large, or its id is none."""


@dataclass(frozen=True, slots=True)
class ConsoleDeps:
    """The database, the door, the house rules, the texts of the pages, the clock (aware times).

    `scorecard` is what spot checks look at; `canned` are replies that staff have ready; `fetch` gets what a
    customer attached, by Telegram's id of the file; `effects` is called after something was put into the
    outbox; `pulse` is how often, in seconds, an open page asks whether there is anything new.
    """

    database: Database
    login: Login
    house: House
    wording: Wording
    clock: Callable[[], datetime]
    scorecard: Scorecard
    canned: Sequence[CannedReply] = ()
    fetch: Fetch | None = None
    effects: Callable[[], None] = lambda: None
    pulse: float = 2.0
