"""What the console is given by whoever builds it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from actions.house import House
from actions.staff.login import Login
from actions.wording import Wording
from store.database import Database


@dataclass(frozen=True, slots=True)
class ConsoleDeps:
    """The database, the door, the house rules, the texts of the pages, and the clock (aware times)."""

    database: Database
    login: Login
    house: House
    wording: Wording
    clock: Callable[[], datetime]
