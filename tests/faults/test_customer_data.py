"""Faults 55, 56, 58 and 59: what customers and systems may take, leave behind and fill up.

Each plays in the test's own process, on both kinds of database.
"""

import json
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select, update

from actions.staff.api_keys import issue
from bot.wiring.learning.learned_files import LearnedFiles
from bot.worker.rounds.scrub_round import ScrubRound
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.address import Address
from store.models.conversations import Conversation, Message, MessageKind, Note
from store.models.customers import Customer as CustomerRow
from store.models.queues import OutboxAction, OutboxItem
from store.models.staff import AuditEntry
from store.models.surveys import InvitationStatus, Outcome
from tests.actions.conftest import Customer, customer, sure
from tests.actions.surveys.conftest import Shop, known, shop
from tests.bot.api.conftest import System, system
from tests.conftest import NOON
from tests.records import Records
from tests.traces import places

__all__ = ["customer", "known", "shop", "system"]  # fixtures that live beside what they test

PHONE, WORD, NAME = "+8613812345678", "quetzalcoatl", "Xochiquetzal"


async def leave_traces(shop: Shop, customer: Customer) -> None:
    """Write words, a name and a phone number into every place that keeps what a customer says."""
    customer.name = NAME
    told = await shop.tell(external_id="c-77", phone=PHONE)
    await customer.command("start", told.start_token or "")
    await customer.write(f"{WORD} 坏了，电话 {PHONE}", sure(Intent.COMPLAINT))
    await customer.edit(customer.updates, f"{WORD} 又坏了，{NAME}", sure(Intent.COMPLAINT))
    contact = {"type": "contact", "phone_number": PHONE, "first_name": NAME}
    await customer.attach(MessageKind.CONTACT, f"{WORD} 的号码", sure(Intent.INQUIRY), contact)
    await customer.attach(MessageKind.DOCUMENT, details={"file_id": "f", "file_name": f"{WORD}.pdf"})
    await customer.command("export")
    async with shop.database.transaction() as session:
        records = Records(session, shop.now)
        colleague = await records.staff("lee")
        (talk,) = await session.scalars(select(Conversation).order_by(Conversation.id.desc()).limit(1))
        session.add(Note(conversation_id=talk.id, staff_id=colleague.id, text=f"{WORD} {PHONE}", at=shop.now))
        owner = await session.get_one(CustomerRow, talk.customer_id)
        asked = await records.invitation(owner, status=InvitationStatus.COMPLETED)
        await records.answer(asked, "comment", text=f"{WORD} {PHONE}")


def learn(learned: Path) -> None:
    """Write the files of a training."""
    learned.mkdir()
    for intent, others in (("complaint", ["别处的话"]), ("inquiry", [])):
        lines = "".join(f"    - {text}\n" for text in [f"{WORD} 又坏了", *others])
        content = f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{lines}'
        (learned / f"{intent}.zh.yml").write_text(content, encoding="utf-8")


def holding(folder: Path, *planted: str) -> set[str]:
    """The files below a folder in whose bytes one of these stands, in whatever case."""
    return {
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file()
        for content in [file.read_bytes().lower()]
        if any(word.lower().encode() in content for word in planted)
    }


async def test_55_no_byte_of_a_forgotten_customer_is_in_any_file(
    shop: Shop, customer: Customer, tmp_path: Path
) -> None:
    learned = tmp_path / "learned"
    other = replace(customer, account=Address(43))
    await other.write("别处的话", sure(Intent.COMPLAINT))
    async with shop.database.transaction() as session:
        label = {"corrected_intent": Intent.COMPLAINT, "corrected_at": shop.now}
        await session.execute(update(Message).values(**label))
    await leave_traces(shop, customer)
    learn(learned)
    before = holding(tmp_path, WORD, PHONE, NAME)
    assert before >= {"learned/complaint.zh.yml", "learned/inquiry.zh.yml"}
    assert await places(shop.database, WORD) >= {"messages", "revisions", "notes", "answers", "outbox"}
    asked = await customer.command("forget")
    await customer.press(next(iter(asked[-1].buttons.values())))
    files = LearnedFiles(learned, tmp_path / "models")
    upkeep = ScrubRound(shop.database, files, shop.house.zone, clock=lambda: shop.now)
    assert await upkeep.step()
    assert holding(tmp_path, WORD, PHONE, NAME) == set()
    assert {word: await places(shop.database, word) for word in (WORD, PHONE, NAME)} == {
        WORD: set(),
        PHONE: set(),
        NAME: set(),
    }
    assert "    - 别处的话\n" in (learned / "complaint.zh.yml").read_text(encoding="utf-8")


async def exported_services(shop: Shop, customer: Customer) -> list[str]:
    """The outlets of the services in what /export sends."""
    await customer.command("export")
    async with shop.database.reading() as session:
        newest = select(OutboxItem.payload).order_by(OutboxItem.id.desc()).limit(1)
        payload = (await session.scalars(newest)).one()
    return [each["outlet"] for each in json.loads(payload["document"]["content"])["services"]]


async def test_58_finder_of_a_receipt_gets_its_service_alone(shop: Shop, customer: Customer) -> None:
    finder, owner = replace(customer, account=Address(66)), customer
    await shop.tell(external_id="c-77", phone=PHONE, outlet="earlier")
    lost = await shop.tell(external_id="c-77", phone=PHONE, outlet="lost")
    await finder.command("start", lost.start_token or "")
    contact = {"type": "contact", "phone_number": "8613900000000", "user_id": 66}
    await finder.attach(MessageKind.CONTACT, details=contact)
    forged = {**contact, "phone_number": PHONE, "user_id": 42}  # the contact of the owner, forwarded
    await finder.attach(MessageKind.CONTACT, details=forged)
    later = await shop.tell(external_id="c-77", phone=PHONE, outlet="later")
    assert later.decision is Outcome.SKIPPED
    assert await exported_services(shop, finder) == ["lost"]
    await owner.command("start", later.start_token or "")
    await owner.attach(MessageKind.CONTACT, details={**contact, "phone_number": PHONE, "user_id": 42})
    assert [row.external_id for row in await shop.rows(CustomerRow)] == [None, "c-77"]
    assert await exported_services(shop, owner) == ["earlier", "later"]
    async with shop.database.reading() as session:
        rows = await session.execute(
            select(AuditEntry.actor, AuditEntry.detail).where(AuditEntry.action == "customer.exported")
        )
        assert [(actor, detail["services"]) for actor, detail in rows.tuples() if detail] == [
            ("customer:1", 1),
            ("customer:2", 2),
        ]


async def test_59_key_of_a_source_sees_and_tells_of_no_other(system: System, database: Database) -> None:
    stranger = {"external_id": "c-77"}
    await system.tell(source="crm", id="v-1", customer=stranger)
    async with database.transaction() as session:
        system.key = await issue(session, "till-3-only", NOON, sources=["till-3"])
    told = await system.tell(source="till-3", id="r/1", customer=stranger)
    headers = {"Authorization": f"Bearer {system.key}"}

    async def answer(path: str, **query: str) -> tuple[int, object]:
        found = await system.client.get(f"/api/v1/{path}", params=query, headers=headers)
        return found.status_code, found.json().get("detail") or found.json().get("start_link")

    assert await answer("services/link", source="till-3", id="r/1") == (200, told.json()["start_link"])
    refused = (403, "the key does not speak for this source")
    for number in ("v-1", "no such"):  # whether there is one is not to be found out
        assert await answer("services/link", source="crm", id=number) == refused
        posted = await system.tell(source="crm", id=number, customer=stranger)
        assert (posted.status_code, posted.json()["detail"]) == refused
    numbers = [await answer(f"services/{number}/link") for number in (1, 2, 3)]
    assert [status for status, _ in numbers] == [404] * 3
    assert await answer("reports/summary") == (403, "the key does not open this")


async def test_56_exports_and_messages_without_end_fill_nothing_up(shop: Shop, known: Customer) -> None:
    longest = "很长的话" * 1000
    await known.write(longest, sure(Intent.INQUIRY))
    for _ in range(100):
        await known.command("export")
    documents = [row for row in await shop.rows(OutboxItem) if "document" in row.payload]
    assert len(documents) == 1
    limit = known.house.limits.messages_per_hour
    for number in range(limit):
        await known.write(f"{number} {longest}", sure(Intent.INQUIRY))
    heard = [row for row in await shop.rows(Message) if row.inbox_id is not None]
    assert len(heard) == limit
    sent = len(await shop.rows(OutboxItem))
    await known.write("还有", sure(Intent.COMPLAINT))
    outgoing = await shop.rows(OutboxItem)
    spoken = [row for row in outgoing if row.action in (OutboxAction.SEND, OutboxAction.DOCUMENT)]
    assert (len(outgoing), len(await shop.rows(Message))) == (sent, len(heard) + len(spoken))
