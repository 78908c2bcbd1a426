"""What each role may do, as one table. What is not listed is refused."""

from collections.abc import Mapping
from enum import StrEnum

from actions.staff.errors import NotAllowed
from store.models.staff import Role


class Permission(StrEnum):
    """Something that not everybody may do."""

    READ_CONVERSATIONS = "conversations.read"
    CORRECT_INTENTS = "intents.correct"
    READ_CASES = "cases.read"
    READ_REPORTS = "reports.read"
    READ_ALARMS = "alarms.read"


_AGENT = frozenset({Permission.READ_CONVERSATIONS, Permission.READ_CASES, Permission.READ_ALARMS})
_REVIEWER = _AGENT | {Permission.CORRECT_INTENTS, Permission.READ_REPORTS}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.AGENT: _AGENT,
    Role.REVIEWER: _REVIEWER,
    Role.MANAGER: _REVIEWER,
    Role.ADMINISTRATOR: frozenset(Permission),
}


def is_allowed(role: Role, permission: Permission) -> bool:
    """Whether a role has a permission."""
    return permission in PERMISSIONS.get(role, frozenset())


def require(role: Role, permission: Permission) -> None:
    """Refuse what the role may not do.

    Raises:
        NotAllowed: the role has no such permission.
    """
    if not is_allowed(role, permission):
        raise NotAllowed(f"{role} may not {permission}")
