"""Files for tests of answers."""

from datetime import datetime

from actions.answers.file_keeping import NewFile, keep_file
from store.engine.database import Database

MENU = NewFile("menu.pdf", b"%PDF-1.7 breakfast")
MAP = NewFile("map.png", b"\x89PNG\r\n\x1a\n the way")


def named(*files: NewFile) -> list[dict[str, str]]:
    """The files as a document names them."""
    return [{"name": file.name, "sha256": file.checksum} for file in files]


async def kept(database: Database, now: datetime, *files: NewFile) -> None:
    """Keep the contents."""
    async with database.transaction() as session:
        for file in files:
            await keep_file(session, file, now)
