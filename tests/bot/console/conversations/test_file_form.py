"""A file of staff goes to the customer, and is shown and kept with the talk."""

import httpx
import pytest
from sqlalchemy import delete, select, update

from actions.answers.file_keeping import NewFile, keep_file
from actions.casework.upload_kind import LARGEST
from store.engine.database import Database
from store.models.address import Address
from store.models.conversations import Message, MessageKind
from store.models.customers import Customer
from store.models.queues import OutboxAction, OutboxItem
from store.models.staff import Role
from store.models.staff_files import StaffFile
from store.queues import outbox
from store.queues.transcript_parts import StaffUpload
from tests.bot.console.browser import Browser, Browsers, Clock
from tests.bot.console.scene import Scene

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
async def agent(browsers: Browsers, staff: None, database: Database, scene: Scene) -> Browser:
    """An agent, and customers who can be written to."""
    async with database.transaction() as session:
        await session.execute(update(Customer).values(address=Customer.id + 1000, account=Customer.id + 1000))
    return await browsers.logged_in(Role.AGENT)


async def post(browser: Browser, conversation: int, content: bytes, **fields: str) -> httpx.Response:
    here = f"/conversations/{conversation}/files"
    return await browser.post_file(here, content, "../wo\u202eder.png", **fields)


async def test_photo_is_sent_with_its_caption_shown_and_kept(
    agent: Browser, scene: Scene, database: Database, clock: Clock
) -> None:
    here = f"/conversations/{scene.complaint}"
    page = (await agent.get(here)).text
    assert f'action="/console{here}/files" enctype="multipart/form-data"' in page
    answer = await post(agent, scene.complaint, PNG, caption="新的", take="true")
    assert answer.headers["location"] == f"/console{here}?notice=sent#reply"
    async with database.reading() as session:
        message = (await session.scalars(select(Message).where(Message.staff_id.is_not(None)))).one()
        item = (await session.scalars(select(OutboxItem).where(OutboxItem.action == OutboxAction.FILE))).one()
        address = item.address
    assert (message.kind, message.text) == (MessageKind.PHOTO, "新的")
    shown = f"{here}/messages/{message.id}/file"
    assert f'src="/console{shown}"' in (await agent.get(here)).text
    served = await agent.get(shown)
    assert (served.content, served.headers["content-type"]) == (PNG, "image/jpeg")
    assert await next_upload(database, address, clock) == StaffUpload(MessageKind.PHOTO, "_woder.png", PNG)


async def test_file_of_an_answer_is_shown_in_the_talk(
    agent: Browser, scene: Scene, database: Database, clock: Clock
) -> None:
    here = f"/conversations/{scene.complaint}"
    await agent.get(here)
    await post(agent, scene.complaint, PNG, take="true")
    async with database.transaction() as session:
        await session.execute(delete(StaffFile))
        checksum = await keep_file(session, NewFile("map.png", PNG), clock.now)
        message = (await session.scalars(select(Message).where(Message.staff_id.is_not(None)))).one()
        message.attachment = {"type": "photo", "file_name": "map.png", "checksum": checksum}
        shown = f"{here}/messages/{message.id}/file"
    assert f'src="/console{shown}"' in (await agent.get(here)).text
    assert (await agent.get(shown)).content == PNG


async def next_upload(database: Database, address: Address, clock: Clock) -> StaffUpload | None:
    """What is sent last to a chat, once all before it was sent."""
    async with database.transaction() as session:
        while row := (await outbox.next_due(session, [address], clock.now)).get(address):
            if row.outgoing.action is OutboxAction.FILE:
                return row.outgoing.upload
            await outbox.start(session, [row.id])
            await outbox.settle_sent(session, {row.id: None}, clock.now)
    return None


@pytest.mark.parametrize("content", [b"", bytes(LARGEST + 1)], ids=["empty", "large"])
async def test_unfit_file_is_refused(
    agent: Browser, scene: Scene, database: Database, content: bytes
) -> None:
    await agent.get(f"/conversations/{scene.complaint}")
    assert (await post(agent, scene.complaint, content, take="true")).status_code == 400
    async with database.reading() as session:
        assert (await session.scalars(select(StaffFile.message_id))).all() == []


@pytest.mark.parametrize(("emoji", "status"), [(512, 303), (513, 400)])
async def test_caption_is_as_long_as_telegram_allows(
    agent: Browser, scene: Scene, emoji: int, status: int
) -> None:
    await agent.get(f"/conversations/{scene.complaint}")
    assert (await post(agent, scene.complaint, PNG, take="true", caption="👍" * emoji)).status_code == status


async def test_form_without_a_file_and_much_too_large_ones_are_refused(agent: Browser, scene: Scene) -> None:
    await agent.get(f"/conversations/{scene.complaint}")
    assert (await agent.post(f"/conversations/{scene.complaint}/files", take="true")).status_code == 400
    assert (await post(agent, scene.complaint, bytes(LARGEST + 100_000))).status_code == 413


async def test_file_needs_the_talk_and_the_secret_of_the_page(agent: Browser, scene: Scene) -> None:
    await agent.get(f"/conversations/{scene.complaint}")
    answer = await post(agent, scene.complaint, PNG)
    assert answer.headers["location"].endswith("?notice=not_yours")
    agent.secret = "another"
    assert (await post(agent, scene.complaint, PNG, take="true")).status_code == 403
