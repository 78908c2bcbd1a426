"""Files of staff and numbers of messages are read for the rows that need them."""

from datetime import datetime

from store.engine.database import Database
from store.models.conversations import MessageKind
from store.models.staff_files import StaffFile
from store.queues.transcript_parts import StaffUpload, number_of, uploads_of
from tests.records import Records


async def test_files_are_found_by_their_messages(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        photo, bare = await records.said(talk), await records.said(talk)
        photo.kind, photo.attachment = MessageKind.PHOTO, {"file_name": "a.png"}
        session.add(StaffFile(message_id=photo.id, content=b"\x00"))
        await session.flush()
        assert await uploads_of(session, [photo.id, bare.id, None]) == {
            photo.id: StaffUpload(MessageKind.PHOTO, "a.png", b"\x00")
        }
        assert await uploads_of(session, []) == {}


async def test_number_is_known_once_the_message_has_arrived(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        said = await records.said(await records.conversation(await records.customer()))
        assert await number_of(session, said.id) is None
        said.telegram_message_id = 7
        assert await number_of(session, said.id) == 7
