"""The table of permissions, cell by cell."""

import pytest

from actions.staff.failures import NotAllowed
from actions.staff.permissions import PERMISSIONS, Permission, is_allowed, require
from store.models.staff import Role

EVERYBODY = set(Role)
ADMINISTRATOR = {Role.ADMINISTRATOR}
MANAGERS = {Role.MANAGER, Role.ADMINISTRATOR}
TALKERS = {Role.AGENT, *MANAGERS}
REVIEWERS = {Role.REVIEWER, *MANAGERS}

TABLE = {
    Permission.OWN_ACCOUNT: EVERYBODY,
    Permission.READ_CONVERSATIONS: EVERYBODY,
    Permission.WRITE_NOTES: EVERYBODY,
    Permission.TALK: TALKERS,
    Permission.CORRECT_INTENTS: REVIEWERS,
    Permission.CHECK_QUALITY: REVIEWERS,
    Permission.TEACH_MODEL: MANAGERS,
    Permission.READ_CASES: EVERYBODY,
    Permission.WORK_ON_CASES: TALKERS,
    Permission.READ_REPORTS: REVIEWERS,
    Permission.READ_ALARMS: EVERYBODY,
    Permission.READ_ANSWERS: EVERYBODY,
    Permission.WRITE_ANSWERS: MANAGERS,
    Permission.EDIT_SETTINGS: MANAGERS,
    Permission.READ_DIRECTORY: MANAGERS,
    Permission.READ_AUDIT: MANAGERS,
    Permission.BLOCK_CUSTOMERS: TALKERS,
    Permission.BIND_CUSTOMERS: MANAGERS,
    Permission.MARK_TESTS: MANAGERS,
    Permission.EXPORT_CUSTOMERS: MANAGERS,
    Permission.ERASE_CUSTOMERS: ADMINISTRATOR,
    Permission.MANAGE_STAFF: ADMINISTRATOR,
    Permission.MANAGE_KEYS: ADMINISTRATOR,
}


@pytest.mark.parametrize("permission", list(Permission))
def test_permission_is_given_to_exactly_these_roles(permission: Permission) -> None:
    assert {role for role in Role if is_allowed(role, permission)} == TABLE[permission]


def test_every_role_is_in_the_table() -> None:
    assert set(PERMISSIONS) == set(Role)


def test_what_is_not_allowed_is_refused() -> None:
    require(Role.REVIEWER, Permission.CORRECT_INTENTS)
    with pytest.raises(NotAllowed):
        require(Role.AGENT, Permission.CORRECT_INTENTS)
