"""Contents are known by checksum, without being read."""

from datetime import datetime

from store.engine.database import Database
from store.models.conversations import MessageKind
from store.queries.answers.kept_contents import KeptFacts, kept_checksums, kept_content, kept_facts
from tests.actions.answers.sample_files import MAP, MENU, kept


async def test_only_what_is_kept_is_known(database: Database, now: datetime) -> None:
    await kept(database, now, MAP)
    async with database.reading() as session:
        both = [MAP.checksum, MENU.checksum]
        assert await kept_facts(session, both) == {
            MAP.checksum: KeptFacts(MessageKind.PHOTO, len(MAP.content))
        }
        assert await kept_checksums(session, both) == {MAP.checksum}
        assert [await kept_content(session, each) for each in both] == [MAP.content, None]
