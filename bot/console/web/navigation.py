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
class Section:
    """A section: `name` is its address and the key of its text; `key` follows g on the keyboard."""

    name: str
    group: SectionGroup
    icon: str
    key: str
    permission: Permission


SECTIONS = (
    Section("overview", SectionGroup.DAILY, "overview", "o", Permission.READ_REPORTS),
    Section("conversations", SectionGroup.DAILY, "talk", "c", Permission.READ_CONVERSATIONS),
    Section("review", SectionGroup.DAILY, "check", "r", Permission.CORRECT_INTENTS),
    Section("cases", SectionGroup.DAILY, "case", "k", Permission.READ_CASES),
    Section("checks", SectionGroup.QUALITY, "clipboard", "q", Permission.CHECK_QUALITY),
    Section("learning", SectionGroup.QUALITY, "cap", "t", Permission.CORRECT_INTENTS),
    Section("surveys", SectionGroup.QUALITY, "chart", "s", Permission.READ_REPORTS),
    Section("alarms", SectionGroup.SYSTEM, "bell", "a", Permission.READ_ALARMS),
    Section("directory", SectionGroup.SYSTEM, "shop", "d", Permission.READ_DIRECTORY),
    Section("audit", SectionGroup.SYSTEM, "list", "l", Permission.READ_AUDIT),
    Section("staff", SectionGroup.SYSTEM, "people", "p", Permission.MANAGE_STAFF),
    Section("keys", SectionGroup.SYSTEM, "key", "y", Permission.MANAGE_KEYS),
)


def sections_for(role: Role) -> dict[SectionGroup, tuple[Section, ...]]:
    """Return the sections that a role may see, by group, without empty groups."""
    seen = [place for place in SECTIONS if is_allowed(role, place.permission)]
    grouped = {group: tuple(place for place in seen if place.group is group) for group in SectionGroup}
    return {group: places for group, places in grouped.items() if places}


def first_section(role: Role) -> Section:
    """Return the first section of a role."""
    return next(place for place in SECTIONS if is_allowed(role, place.permission))
