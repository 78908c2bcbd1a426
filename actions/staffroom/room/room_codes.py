"""One-time codes: one ties a group, another ties a person to a staff account. They are typed by hand."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staffroom.room.room_refusals import NoSuchCode
from store.models.staff_rooms import CodePurpose, RoomCode

# Without letters and digits that are taken for others; 10 of them have 49 bits.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
LIFE = timedelta(minutes=15)


async def issue_code(session: AsyncSession, purpose: CodePurpose, staff_id: int, now: datetime) -> str:
    """Make a code in place of earlier ones that this member of staff has not used, and return it."""
    await session.execute(
        delete(RoomCode).where(
            RoomCode.staff_id == staff_id, RoomCode.purpose == purpose, RoomCode.used_at.is_(None)
        )
    )
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    session.add(RoomCode(digest=_digest(code), purpose=purpose, staff_id=staff_id, expires_at=now + LIFE))
    return code


async def use_code(session: AsyncSession, purpose: CodePurpose, code: str, now: datetime) -> int:
    """Use up a code, and return whose it is.

    Raises:
        NoSuchCode: there is no such code for this purpose, or it was used, or is too old.
    """
    staff_id: int | None = await session.scalar(
        update(RoomCode)
        .where(
            RoomCode.digest == _digest(code.strip().upper()),
            RoomCode.purpose == purpose,
            RoomCode.used_at.is_(None),
            RoomCode.expires_at > now,
        )
        .values(used_at=now)
        .returning(RoomCode.staff_id)
    )
    if staff_id is None:
        raise NoSuchCode
    return staff_id


def _digest(code: str) -> str:
    return sha256(f"room:{code}".encode()).hexdigest()
