"""What each role may do, as one table. What is not listed is refused."""

from collections.abc import Mapping
from enum import StrEnum

from actions.staff.failures import NotAllowed
from store.models.staff import Role


class Permission(StrEnum):
    """Something that not everybody may do."""

    OWN_ACCOUNT = "account.own"
    READ_CONVERSATIONS = "conversations.read"
    WRITE_NOTES = "notes.write"
    TALK = "conversations.talk"
    CORRECT_INTENTS = "intents.correct"
    CHECK_QUALITY = "quality.check"
    TEACH_MODEL = "model.teach"
    READ_CASES = "cases.read"
    WORK_ON_CASES = "cases.work"
    READ_REPORTS = "reports.read"
    READ_ALARMS = "alarms.read"
    READ_ANSWERS = "answers.read"
    WRITE_ANSWERS = "answers.write"
    EDIT_SETTINGS = "settings.edit"
    READ_DIRECTORY = "directory.read"
    READ_AUDIT = "audit.read"
    BLOCK_CUSTOMERS = "customers.block"
    BIND_CUSTOMERS = "customers.bind"
    MARK_TESTS = "customers.test"
    EXPORT_CUSTOMERS = "customers.export"
    ERASE_CUSTOMERS = "customers.erase"
    MANAGE_STAFF = "staff.manage"
    MANAGE_KEYS = "keys.manage"


_READER = frozenset(
    {
        Permission.OWN_ACCOUNT,
        Permission.READ_CONVERSATIONS,
        Permission.WRITE_NOTES,
        Permission.READ_CASES,
        Permission.READ_ALARMS,
        Permission.READ_ANSWERS,
    }
)
_AGENT = _READER | {Permission.TALK, Permission.WORK_ON_CASES, Permission.BLOCK_CUSTOMERS}
_REVIEWER = _READER | {Permission.CORRECT_INTENTS, Permission.CHECK_QUALITY, Permission.READ_REPORTS}
_MANAGER = (
    _AGENT
    | _REVIEWER
    | {
        Permission.WRITE_ANSWERS,
        Permission.EDIT_SETTINGS,
        Permission.READ_DIRECTORY,
        Permission.READ_AUDIT,
        Permission.BIND_CUSTOMERS,
        Permission.MARK_TESTS,
        Permission.EXPORT_CUSTOMERS,
        Permission.TEACH_MODEL,
    }
)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.AGENT: _AGENT,
    Role.REVIEWER: _REVIEWER,
    Role.MANAGER: _MANAGER,
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
