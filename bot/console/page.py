"""A line in the table of addresses."""

from dataclasses import dataclass

from actions.staff.permissions import Permission
from bot.console.guard import OpenView, View


@dataclass(frozen=True, slots=True)
class OpenPage:
    """An address for everybody."""

    method: str
    path: str
    view: OpenView


@dataclass(frozen=True, slots=True)
class StaffPage:
    """An address for staff with a permission."""

    method: str
    path: str
    permission: Permission
    view: View
