"""Keeping the contents of files in the database, which all machines see, each content once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.answer_refusals import FilesMissing, MissingFile
from actions.answers.document import AnswerDocument
from actions.answers.file_kind import kept_kind
from store.engine.row_insert import insert_or_ignore
from store.models.answers import KeptContent
from store.queries.answers.kept_contents import kept_checksums


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is handed in: its name and content."""

    name: str
    content: bytes

    @property
    def checksum(self) -> str:
        """The SHA-256 of the content in hexadecimal digits."""
        return checksum_of(self.content)


def checksum_of(content: bytes) -> str:
    """Return the SHA-256 of a content in hexadecimal digits."""
    return sha256(content).hexdigest()


async def keep_file(session: AsyncSession, file: NewFile, now: datetime) -> str:
    """Keep the content of a file unless it is kept already, and return its checksum.

    Raises:
        FileRefused: see `kept_kind`.
    """
    kind, checksum = kept_kind(file.name, file.content), file.checksum
    again = await session.scalar(
        update(KeptContent)
        .where(KeptContent.checksum == checksum)
        .values(kept_at=now)
        .returning(KeptContent.checksum)
    )
    if again is None:
        row = {"checksum": checksum, "kind": kind, "size": len(file.content)}
        row |= {"content": file.content, "kept_at": now}
        await session.execute(insert_or_ignore(session, KeptContent, "checksum"), [row])
    return checksum


async def require_kept(
    session: AsyncSession, documents: Mapping[str, AnswerDocument], brought: Iterable[str] = ()
) -> None:
    """Let pass documents, by key, whose files are kept, or are among those `brought`, by checksum.

    Raises:
        FilesMissing: some are not; each is named.
    """
    wanted = {file.sha256 for document in documents.values() for file in document.files} - set(brought)
    missing = wanted - await kept_checksums(session, wanted) if wanted else set()
    if missing:
        raise FilesMissing(
            [
                MissingFile(key, file.name, file.sha256)
                for key, document in documents.items()
                for file in document.files
                if file.sha256 in missing
            ]
        )
