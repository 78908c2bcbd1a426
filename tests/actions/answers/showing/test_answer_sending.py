"""The files of an answer follow its text, in the transcript and in the outbox."""

from datetime import datetime

from sqlalchemy import select

from actions.answers.showing.answer_message import VERDICTS
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.conversations import Message, MessageKind
from store.models.queues import OutboxAction, OutboxItem
from store.queues.outgoing import BusinessFile, outgoing_of
from tests.actions.answers.sample_files import MAP, MENU, kept, named
from tests.actions.answers.showing.conftest import PARKING, Asker
from tests.actions.conftest import sure


async def files_of(database: Database) -> list[tuple[BusinessFile | None, Message]]:
    """The files that were sent, each with its message of the transcript."""
    statement = (
        select(OutboxItem, Message)
        .join(Message, Message.id == OutboxItem.message_id)
        .where(OutboxItem.action == OutboxAction.FILE)
        .order_by(OutboxItem.id)
    )
    async with database.reading() as session:
        rows = (await session.execute(statement)).tuples().all()
        waiting = await session.execute(
            select(OutboxItem.__table__).where(OutboxItem.action == OutboxAction.FILE).order_by(OutboxItem.id)
        )
        sent = [outgoing_of(row).file for row in waiting]
    return [(file, message) for file, (_, message) in zip(sent, rows, strict=True)]


async def test_files_are_sent_after_the_text(asker: Asker, now: datetime) -> None:
    database = asker.customer.database
    await kept(database, now, MENU, MAP)
    await asker.publish("parking", PARKING, files=named(MAP, MENU))
    sent = await asker.ask("能停车吗", "parking")
    assert [each.action for each in sent] == ["send", "file", "file"]
    assert sent[0].text.startswith("门口有停车位。")
    assert len(sent[0].buttons) == len(VERDICTS)
    [(first, picture), (second, document)] = await files_of(database)
    assert first == BusinessFile(MessageKind.PHOTO, "map.png", MAP.checksum)
    assert second == BusinessFile(MessageKind.DOCUMENT, "menu.pdf", MENU.checksum)
    assert (picture.kind, document.kind, picture.staff_id, picture.text) == ("photo", "document", None, None)
    assert document.attachment == {
        "type": "document",
        "file_name": "menu.pdf",
        "file_size": len(MENU.content),
        "checksum": MENU.checksum,
    }


async def test_answer_without_files_sends_none(asker: Asker) -> None:
    await asker.ask("能停车吗", "parking")
    assert await files_of(asker.customer.database) == []


async def test_answer_in_the_reply_to_a_complaint_has_its_files(asker: Asker, now: datetime) -> None:
    await kept(asker.customer.database, now, MAP)
    await asker.publish("parking", PARKING, files=named(MAP))
    sent = await asker.ask("能停车吗", "parking", reading=sure(Intent.COMPLAINT), is_exact=True)
    assert "门口有停车位。" in sent[0].text
    assert [file.name for file, _ in await files_of(asker.customer.database) if file] == ["map.png"]
