"""Files of published answers that go with a reply of staff, as its form and its draft name them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.answer_refusals import FileGone
from actions.answers.entry import AnswerFile, Entry
from actions.answers.loading import load_entries

REFERENCE = r"^[1-9]\d{0,17}:[0-9a-f]{64}$"  # the id of the entry and the SHA-256 of the content
MOST_REPLY_FILES = 9  # those of three answers


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """A file of an answer, and what forms and drafts name it by: see `REFERENCE`."""

    reference: str
    file: AnswerFile


def files_of(entry: Entry) -> tuple[ReplyFile, ...]:
    """Return the files of an entry as a reply names them."""
    return tuple(ReplyFile(f"{entry.id}:{file.checksum}", file) for file in entry.files)


async def chosen_files(session: AsyncSession, references: Sequence[str]) -> tuple[ReplyFile, ...]:
    """Return the files of these references, in their order, as far as published answers still have them."""
    ids = dict.fromkeys(int(reference.partition(":")[0]) for reference in references)
    entries = [entry for answer_id in ids for entry in await load_entries(session, answer_id)]
    known = {each.reference: each for entry in entries for each in files_of(entry)}
    return tuple(known[reference] for reference in dict.fromkeys(references) if reference in known)


async def require_files(session: AsyncSession, references: Sequence[str]) -> tuple[AnswerFile, ...]:
    """Return the files of these references, each once.

    Raises:
        FileGone: a published answer has one of them no longer.
    """
    found = await chosen_files(session, references)
    if len(found) < len(set(references)):
        raise FileGone
    return tuple(each.file for each in found)
