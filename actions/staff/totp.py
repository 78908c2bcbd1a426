"""One-time passwords by the clock (RFC 6238), for those who want a second proof beside the password.

A code is good for its half minute and the one before, and only once: a look over the shoulder comes too
late.
"""

from datetime import datetime

import pyotp
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staff.failures import UnknownStaff, WrongCode
from actions.staff.secret_box import SecretBox
from actions.staff.staff_names import plain_name
from store.models.staff import AuditEntry, Staff

ISSUER = "Huifang"
STEP = 30  # seconds


def new_secret() -> str:
    """A secret of 160 random bits, in base 32 as authenticators take it."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """What the QR code of a secret says to an authenticator."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: datetime, last_step: int | None) -> int | None:
    """The step that a code belongs to; None where it is wrong, too old, or not newer than the last used."""
    digits = "".join(code.split())
    current = int(now.timestamp()) // STEP
    for step in (current, current - 1):
        if (last_step is None or step > last_step) and pyotp.utils.strings_equal(
            digits, pyotp.TOTP(secret).at(step * STEP)
        ):
            return step
    return None


async def begin(
    session: AsyncSession, staff_id: int, secret: str, code: str, now: datetime, box: SecretBox
) -> None:
    """Ask for codes at each login from now on, after a first one has shown that the device has the secret.

    Raises:
        WrongCode: nothing was changed.
    """
    row = await session.get_one(Staff, staff_id)
    step = step_of(secret, code, now, None)
    if step is None:
        raise WrongCode
    row.totp_secret, row.totp_step = box.lock(secret), step
    session.add(_audit("staff.totp_begun", staff_id, now))


async def end(session: AsyncSession, staff_id: int, now: datetime, *, actor: str | None = None) -> None:
    """Ask for codes no more."""
    row = await session.get_one(Staff, staff_id)
    row.totp_secret = row.totp_step = None
    session.add(_audit("staff.totp_ended", staff_id, now, actor))


async def end_of(session: AsyncSession, name: str, now: datetime) -> None:
    """End the codes of the member of this name, at the command line.

    Raises:
        UnknownStaff: there is no such account.
    """
    staff_id = await session.scalar(select(Staff.id).where(Staff.name == plain_name(name)))
    if staff_id is None:
        raise UnknownStaff(f"there is no member of staff called {plain_name(name)}")
    await end(session, staff_id, now, actor="system")


def _audit(action: str, staff_id: int, now: datetime, actor: str | None = None) -> AuditEntry:
    subject = f"staff:{staff_id}"
    return AuditEntry(at=now, actor=actor or subject, action=action, subject=subject)
