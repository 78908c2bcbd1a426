"""Systems answer customers by the rules of the desk, and write notes."""

from datetime import datetime

from sqlalchemy import func, select

from actions.casework.handover import take_over
from actions.settings.house import House
from store.engine.database import Database
from store.models.cases import Case
from store.models.conversations import Conversation, Message, Mode, Note
from store.models.customers import Customer
from store.models.queues import OutboxItem
from store.models.staff import Staff
from tests.bot.api.conftest import System
from tests.bot.api.writing.conftest import Waiting


async def sent(database: Database) -> list[str]:
    async with database.reading() as session:
        rows = await session.scalars(
            select(OutboxItem).where(OutboxItem.message_id.is_not(None)).order_by(OutboxItem.id)
        )
        return [row.payload["text"] for row in rows]


async def test_reply_goes_out_as_that_of_a_member(
    system: System, waiting: Waiting, database: Database
) -> None:
    path = f"conversations/{waiting.conversation}/replies"
    body = {"text": "At the harbour.", "quote": waiting.message}
    refused = await system.send("POST", path, body)
    accepted = await system.send("POST", path, {**body, "take": True})
    assert (refused.status_code, accepted.status_code) == (409, 202)
    async with database.reading() as session:
        message = await session.get_one(Message, accepted.json()["id"])
        author = await session.get_one(Staff, message.staff_id)
        talk = await session.get_one(Conversation, waiting.conversation)
        case = await session.get_one(Case, waiting.case)
    assert (message.text, message.reply_to, author.name) == ("At the harbour.", 5, "till-3 (API)")
    assert (talk.mode, talk.assignee_id) == (Mode.STAFF, waiting.account)
    assert case.assignee_id is None
    assert (await sent(database))[-1] == "At the harbour."
    assert system.rings == ["effects"]


async def test_conversation_goes_back_to_the_bot(system: System, waiting: Waiting) -> None:
    path = f"conversations/{waiting.conversation}"
    early = await system.send("POST", f"{path}/hand_back")
    await system.send("POST", f"{path}/replies", {"text": "Hello", "take": True})
    done = await system.send("POST", f"{path}/hand_back")
    assert (early.status_code, done.status_code) == (409, 204)
    assert (await system.send("GET", "conversations")).json()["items"][0]["mode"] == "bot"


async def test_colleague_who_answers_is_not_interrupted(
    system: System, waiting: Waiting, database: Database, now: datetime, house: House
) -> None:
    async with database.transaction() as session:
        mei = await session.scalar(select(Staff.id).where(Staff.name == "Mei"))
        assert mei is not None
        await take_over(session, waiting.conversation, mei, now, house)
    before = await sent(database)
    body = {"text": "Hello", "take": True}
    answer = await system.send("POST", f"conversations/{waiting.conversation}/replies", body)
    assert (answer.status_code, await sent(database)) == (409, before)


async def test_customer_out_of_reach_gets_nothing(
    system: System, waiting: Waiting, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        (await session.get_one(Customer, waiting.customer)).unreachable_at = now
    body = {"text": "Hello", "take": True}
    answer = await system.send("POST", f"conversations/{waiting.conversation}/replies", body)
    assert answer.json() == {"detail": "the customer cannot be written to"}
    assert (answer.status_code, await sent(database)) == (409, [])


async def test_note_is_for_staff_alone(system: System, waiting: Waiting, database: Database) -> None:
    written = await system.send("POST", f"conversations/{waiting.conversation}/notes", {"text": "VIP"})
    async with database.reading() as session:
        note = await session.get_one(Note, written.json()["id"])
    assert (written.status_code, note.text, note.staff_id) == (201, "VIP", waiting.account)
    assert await sent(database) == []


async def test_unknown_conversation_is_not_found(system: System, database: Database) -> None:
    answers = [
        await system.send("POST", f"conversations/99/{end}", body)
        for end, body in (("replies", {"text": "x"}), ("notes", {"text": "x"}), ("hand_back", None))
    ]
    async with database.reading() as session:
        written = await session.scalar(select(func.count(Message.id)))
    assert ([answer.status_code for answer in answers], written) == ([404] * 3, 0)
