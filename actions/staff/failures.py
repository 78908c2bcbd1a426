"""What can go wrong with staff, named by what the caller must do.

StaffError
├── WrongCredentials      ask for name and password again, without saying which was wrong
├── TooManyAttempts       refuse until `retry_after` has passed, without looking at the password
├── WrongCode             ask for the one-time code that the device shows now
├── UnreadableSecret      bring back the key that the secret was encrypted with
├── SignedOut             ask the visitor to log in
├── NotAllowed            refuse: the role has no such permission
├── UnknownStaff          no member has this name
├── NameTaken             choose another name
├── UnfitName             choose a name that can be typed and read
├── WeakPassword          choose a longer password
├── SamePassword          choose a password that differs from the present one
└── LastAdministrator     appoint another administrator first
"""

from datetime import timedelta


class StaffError(Exception):
    """Any refusal that concerns staff."""


class WrongCredentials(StaffError):
    """Name or password is wrong, or the account is disabled.

    `account` is the name where there is such an account, else None: passwords get typed as names.
    """

    def __init__(self, account: str | None = None) -> None:
        super().__init__("wrong name or password")
        self.account = account


class WrongCode(StaffError):
    """The one-time code is wrong, or was used already."""


class TooManyAttempts(StaffError):
    """Too many failed attempts lately; `account` as in `WrongCredentials`."""

    def __init__(self, retry_after: timedelta, account: str | None = None) -> None:
        super().__init__(f"too many attempts; again in {retry_after}")
        self.retry_after = retry_after
        self.account = account


class UnreadableSecret(StaffError):
    """A kept secret was encrypted with another key."""


class SignedOut(StaffError):
    """There is no session, or it has ended."""


class NotAllowed(StaffError):
    """The role has no such permission."""


class UnknownStaff(StaffError):
    """No member has this name."""


class NameTaken(StaffError):
    """Another member has this name."""


class UnfitName(StaffError):
    """The name is empty, too long, or has characters that cannot be seen."""


class WeakPassword(StaffError):
    """The password is shorter or longer than allowed."""


class SamePassword(StaffError):
    """The new password is the present one."""


class LastAdministrator(StaffError):
    """No administrator would be left."""
