"""Writes of systems that are done once: claimed by an idempotency key, answered, and repeated from the row.

ClaimError
├── OtherRequest   use a new idempotency key for another request
└── StillRunning   wait, and send it again
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from store.engine.database import Database
from store.engine.row_insert import insert_or_ignore
from store.models.staff import ApiRequest

KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=1)
"""How long a request may run before a repetition takes its place, as after a crash."""


class ClaimError(Exception):
    """A request that is not done."""


class OtherRequest(ClaimError):
    """The idempotency key was used for another request."""


class StillRunning(ClaimError):
    """The first request with the idempotency key has not been answered yet."""


@dataclass(frozen=True, slots=True)
class WriteAnswer:
    """How a write is answered: the status of HTTP, the number of a new row, the new entity tag."""

    status: int
    row_id: int | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class RequestClaim:
    """A request that is being done, since `at`."""

    id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SentRequest:
    """A request under an idempotency key. `content` is all that makes it differ from another one."""

    key_id: int
    idempotency_key: str
    content: bytes

    @property
    def digest(self) -> str:
        """What is kept of the idempotency key."""
        return sha256(self.idempotency_key.encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        """What is kept of the content."""
        return sha256(self.content).hexdigest()


async def claim_request(
    session: AsyncSession, sent: SentRequest, now: datetime
) -> RequestClaim | WriteAnswer:
    """Claim a request, in a transaction before that of its effect; return the answer if it has one.

    Raises:
        OtherRequest: the key was used for other content.
        StillRunning: it is being done.
    """
    named = (ApiRequest.key_id == sent.key_id, ApiRequest.digest == sent.digest)
    await session.execute(delete(ApiRequest).where(*named, ApiRequest.claimed_at <= now - KEPT))
    row = insert_or_ignore(session, ApiRequest, "key_id", "digest").values(
        key_id=sent.key_id, digest=sent.digest, fingerprint=sent.fingerprint, claimed_at=now
    )
    new = await session.scalar(row.returning(ApiRequest.id))
    if new is not None:
        return RequestClaim(new, now)
    known = (await session.scalars(select(ApiRequest).where(*named).with_for_update())).one_or_none()
    if known is None:  # it was refused, and its claim given up, in between
        raise StillRunning
    if known.fingerprint != sent.fingerprint:
        raise OtherRequest
    if known.status is not None:
        return WriteAnswer(known.status, known.row_id, known.tag)
    if known.claimed_at > now - LEASE:
        raise StillRunning
    known.claimed_at = now
    return RequestClaim(known.id, now)


async def keep_answer(session: AsyncSession, claim: RequestClaim, answer: WriteAnswer) -> None:
    """Keep the answer, in the transaction of the effect.

    Raises:
        StillRunning: the lease is over, and a repetition does it; this transaction must not be committed.
    """
    kept = await session.scalar(
        update(ApiRequest)
        .where(ApiRequest.id == claim.id, ApiRequest.claimed_at == claim.at, ApiRequest.status.is_(None))
        .values(status=answer.status, row_id=answer.row_id, tag=answer.tag)
        .returning(ApiRequest.id)
    )
    if kept is None:
        raise StillRunning


async def release_claim(session: AsyncSession, claim: RequestClaim) -> None:
    """Give up a claim whose effect was refused or failed, so that a repetition is tried at once."""
    await session.execute(
        delete(ApiRequest).where(
            ApiRequest.id == claim.id, ApiRequest.claimed_at == claim.at, ApiRequest.status.is_(None)
        )
    )


async def drop_old_requests(database: Database, now: datetime, house: House) -> int:
    """Forget requests of more than a day ago; return 0, since staff need no notice."""
    is_old = ApiRequest.claimed_at <= now - KEPT
    async with database.reading() as session:
        if await session.scalar(select(ApiRequest.id).where(is_old).limit(1)) is None:
            return 0
    async with database.transaction() as session:
        await session.execute(delete(ApiRequest).where(is_old))
    return 0
