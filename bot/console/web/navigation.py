"""The sections of the console, in the order of the navigation, and who may see each."""

from dataclasses import dataclass
from enum import StrEnum

from actions.staff.permissions import Permission, is_allowed
from store.models.staff import Role


class Group(StrEnum):
    """How sections are grouped. The daily ones are always at hand, the others behind one tap on a phone."""

    DAILY = "daily"
    QUALITY = "quality"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Place:
    """A section: its name is its address and its text; `key` follows the letter g on the keyboard."""

    name: str
    group: Group
    icon: str
    key: str
    permission: Permission


PLACES = (
    Place("overview", Group.DAILY, "overview", "o", Permission.READ_REPORTS),
    Place("conversations", Group.DAILY, "talk", "c", Permission.READ_CONVERSATIONS),
    Place("review", Group.DAILY, "check", "r", Permission.CORRECT_INTENTS),
    Place("cases", Group.DAILY, "case", "k", Permission.READ_CASES),
    Place("checks", Group.QUALITY, "clipboard", "q", Permission.CHECK_QUALITY),
    Place("learning", Group.QUALITY, "cap", "t", Permission.CORRECT_INTENTS),
    Place("surveys", Group.QUALITY, "chart", "s", Permission.READ_REPORTS),
    Place("alarms", Group.SYSTEM, "bell", "a", Permission.READ_ALARMS),
    Place("directory", Group.SYSTEM, "shop", "d", Permission.READ_DIRECTORY),
    Place("audit", Group.SYSTEM, "list", "l", Permission.READ_AUDIT),
    Place("staff", Group.SYSTEM, "people", "p", Permission.MANAGE_STAFF),
    Place("keys", Group.SYSTEM, "key", "y", Permission.MANAGE_KEYS),
)


def places_for(role: Role) -> dict[Group, tuple[Place, ...]]:
    """What a role may see, by group; groups without anything are left out."""
    seen = [place for place in PLACES if is_allowed(role, place.permission)]
    grouped = {group: tuple(place for place in seen if place.group is group) for group in Group}
    return {group: places for group, places in grouped.items() if places}


def first_place(role: Role) -> Place:
    """Where a role begins its day."""
    return next(place for place in PLACES if is_allowed(role, place.permission))
