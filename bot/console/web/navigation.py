"""The sections of the console, in the order of the navigation, and who may see each."""

from dataclasses import dataclass
from enum import StrEnum

from actions.staff.permissions import Permission, is_allowed
from store.models.staff import Role


class SectionGroup(StrEnum):
    """The groups of sections. Daily ones are always visible; on a phone, the others are behind one tap."""

    DAILY = "daily"
    QUALITY = "quality"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class ConsoleSection:
    """A section: `name` is its address and the key of its text; `key` follows g on the keyboard."""

    name: str
    group: SectionGroup
    icon: str
    key: str
    permission: Permission


SECTIONS = (
    ConsoleSection("overview", SectionGroup.DAILY, "overview", "o", Permission.READ_REPORTS),
    ConsoleSection("conversations", SectionGroup.DAILY, "talk", "c", Permission.READ_CONVERSATIONS),
    ConsoleSection("review", SectionGroup.DAILY, "check", "r", Permission.CORRECT_INTENTS),
    ConsoleSection("cases", SectionGroup.DAILY, "case", "k", Permission.READ_CASES),
    ConsoleSection("answers", SectionGroup.DAILY, "answer", "w", Permission.READ_ANSWERS),
    ConsoleSection("checks", SectionGroup.QUALITY, "clipboard", "q", Permission.CHECK_QUALITY),
    ConsoleSection("corrective", SectionGroup.QUALITY, "check", "f", Permission.READ_CONVERSATIONS),
    ConsoleSection("learning", SectionGroup.QUALITY, "cap", "t", Permission.CORRECT_INTENTS),
    ConsoleSection("surveys", SectionGroup.QUALITY, "chart", "s", Permission.READ_REPORTS),
    ConsoleSection("alarms", SectionGroup.SYSTEM, "bell", "a", Permission.READ_ALARMS),
    ConsoleSection("room", SectionGroup.SYSTEM, "talk", "m", Permission.TALK),
    ConsoleSection("directory", SectionGroup.SYSTEM, "shop", "d", Permission.READ_DIRECTORY),
    ConsoleSection("audit", SectionGroup.SYSTEM, "list", "l", Permission.READ_AUDIT),
    ConsoleSection("settings", SectionGroup.SYSTEM, "sliders", "e", Permission.EDIT_SETTINGS),
    ConsoleSection("staff", SectionGroup.SYSTEM, "people", "p", Permission.MANAGE_STAFF),
    ConsoleSection("keys", SectionGroup.SYSTEM, "key", "y", Permission.MANAGE_KEYS),
    ConsoleSection("webhooks", SectionGroup.SYSTEM, "out", "b", Permission.MANAGE_KEYS),
)


def sections_for(role: Role) -> dict[SectionGroup, tuple[ConsoleSection, ...]]:
    """Return the sections that a role may see, by group, without empty groups."""
    seen = [place for place in SECTIONS if is_allowed(role, place.permission)]
    grouped = {group: tuple(place for place in seen if place.group is group) for group in SectionGroup}
    return {group: places for group, places in grouped.items() if places}


def first_section(role: Role) -> ConsoleSection:
    """Return the first section of a role."""
    return next(place for place in SECTIONS if is_allowed(role, place.permission))
