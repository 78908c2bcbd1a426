"""The table of permissions, cell by cell."""

import pytest

from actions.staff.errors import NotAllowed
from actions.staff.permissions import PERMISSIONS, Permission, is_allowed, require
from store.models.staff import Role

TABLE = {
    Permission.READ_CONVERSATIONS: {Role.AGENT, Role.REVIEWER, Role.MANAGER, Role.ADMINISTRATOR},
    Permission.CORRECT_INTENTS: {Role.REVIEWER, Role.MANAGER, Role.ADMINISTRATOR},
    Permission.READ_CASES: {Role.AGENT, Role.REVIEWER, Role.MANAGER, Role.ADMINISTRATOR},
    Permission.READ_REPORTS: {Role.REVIEWER, Role.MANAGER, Role.ADMINISTRATOR},
    Permission.READ_ALARMS: {Role.AGENT, Role.REVIEWER, Role.MANAGER, Role.ADMINISTRATOR},
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
