"""Photos, voice and files of customers."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.routing import Mount
from structlog.testing import capture_logs

from bot.console.console_app import build_console
from bot.console.web.console_parts import ConsoleDeps, NoSuchFile
from store.engine.database import Database
from store.models.conversations import Conversation, MessageKind
from store.models.staff import AuditEntry
from store.models.staff_files import StaffFile, StoredObject
from tests.bot.console.browser import Browser, Clock
from tests.bot.console.scene import Scene
from tests.fakes.object_store import MemoryObjects
from tests.records import Records


async def fetch(file_id: str) -> bytes:
    """Telegram, with one file."""
    if file_id != "f1":
        raise NoSuchFile(file_id)
    return b"<script>alert(1)</script>"


@pytest.fixture
def objects() -> MemoryObjects:
    """The store of objects of the console."""
    return MemoryObjects()


@pytest.fixture
def site(deps: ConsoleDeps, objects: MemoryObjects) -> Starlette:
    """A console that can fetch files."""
    console = build_console(replace(deps, fetch=fetch, objects=objects))
    return Starlette(routes=[Mount("/console", console)])


async def attached(
    database: Database, scene: Scene, clock: Clock, kind: MessageKind, file_id: str, name: str = "清单.html"
) -> str:
    async with database.transaction() as session:
        talk = await session.get_one(Conversation, scene.praise)
        details = {"file_id": file_id, "file_name": name}
        message = await Records(session, clock.now).heard(talk, None, None, kind=kind, attachment=details)
    return f"/conversations/{scene.praise}/messages/{message.id}/file"


@pytest.mark.parametrize(
    ("kind", "media_type"), [(MessageKind.PHOTO, "image/jpeg"), (MessageKind.VOICE, "audio/ogg")]
)
async def test_photo_and_voice_are_shown_under_our_own_type(
    reviewer: Browser, database: Database, scene: Scene, clock: Clock, kind: MessageKind, media_type: str
) -> None:
    target = await attached(database, scene, clock, kind, "f1")
    page = (await reviewer.get(f"/conversations/{scene.praise}")).text
    assert f'src="/console{target}"' in page
    response = await reviewer.get(target)
    assert (response.status_code, response.headers["content-type"]) == (200, media_type)
    assert response.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"


async def test_any_other_file_is_saved_and_never_opened(
    reviewer: Browser, database: Database, scene: Scene, clock: Clock
) -> None:
    response = await reviewer.get(await attached(database, scene, clock, MessageKind.DOCUMENT, "f1"))
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"] == ("attachment; filename*=UTF-8''%E6%B8%85%E5%8D%95.html")


async def test_name_of_a_saved_file_hides_nothing(
    reviewer: Browser, database: Database, scene: Scene, clock: Clock
) -> None:
    target = await attached(database, scene, clock, MessageKind.DOCUMENT, "f1", "../bill\u202efdp.exe")
    response = await reviewer.get(target)
    assert response.headers["content-disposition"] == "attachment; filename*=UTF-8''_billfdp.exe"


async def test_file_that_telegram_has_not_is_not_found(
    reviewer: Browser, database: Database, scene: Scene, clock: Clock
) -> None:
    target = await attached(database, scene, clock, MessageKind.PHOTO, "old")
    assert (await reviewer.get(target)).status_code == 404


async def test_looks_at_transcript_file_and_case_are_audited(
    reviewer: Browser, database: Database, scene: Scene, clock: Clock
) -> None:
    target = await attached(database, scene, clock, MessageKind.PHOTO, "f1")
    case = f"/conversations/{scene.settled}?case=1"
    for address in (f"/conversations/{scene.praise}", target, case, target, "/conversations/999"):
        await reviewer.get(address)
    async with database.reading() as session:
        looks = select(AuditEntry.action, AuditEntry.subject).where(AuditEntry.action.startswith("look."))
        rows = [tuple(row) for row in await session.execute(looks.order_by(AuditEntry.id))]
    assert rows == [
        ("look.conversation", f"conversation:{scene.praise}"),
        ("look.file", f"message:{target.split('/')[4]}"),
        ("look.conversation", f"conversation:{scene.settled}"),
        ("look.case", "case:1"),
    ]


async def moved(database: Database, scene: Scene, clock: Clock, key: str) -> str:
    """The address of a file of staff that lies in the store of objects."""
    async with database.transaction() as session:
        talk = await session.get_one(Conversation, scene.praise)
        message = await Records(session, clock.now).said(talk)
        message.kind, message.attachment = MessageKind.PHOTO, {"file_name": "a.png", "stored": True}
        session.add(StaffFile(message_id=message.id))
        await session.flush()
        session.add(StoredObject(key=key, message_id=message.id, begun_at=clock.now))
    return f"/conversations/{scene.praise}/messages/{message.id}/file"


async def test_file_outside_of_the_database_is_shown(
    reviewer: Browser, database: Database, scene: Scene, clock: Clock, objects: MemoryObjects
) -> None:
    objects.kept["k1"] = b"photo"
    response = await reviewer.get(await moved(database, scene, clock, "k1"))
    assert (response.status_code, response.content) == (200, b"photo")


async def test_file_in_a_store_that_is_away_is_asked_for_later(
    reviewer: Browser, database: Database, scene: Scene, clock: Clock, objects: MemoryObjects
) -> None:
    target = await moved(database, scene, clock, "k1")
    assert (await reviewer.get(target)).status_code == 404
    objects.away = True
    with capture_logs() as logs:
        response = await reviewer.get(target)
    assert response.status_code == 503
    assert "The store of files does not answer" in response.text
    assert "database" not in response.text
    assert [(entry["event"], entry["reason"]) for entry in logs] == [
        ("the store of files does not answer", "away")
    ]
