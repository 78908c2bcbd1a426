"""The examples of the API guide work as they stand, in both languages."""

import asyncio
import os
import re
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from actions.settings.house import House
from actions.staff.api_keys import KeyScope, issue
from bot.api.site.api_app import build_api
from store.engine.database import Database
from store.models.address import Address
from store.models.cases import Case, CaseEvent, CaseStatus, CaseStep, Priority
from store.models.conversations import Conversation, Message, Mode, Note
from store.models.customers import Customer
from store.models.surveys import InvitationStatus
from tests.bot.api.conftest import quiet_deps
from tests.bot.sandbox.web_server import quiet_server
from tests.records import Records

DOCS = Path(__file__).resolve().parents[2] / "docs"
RUNS = {
    "bash": ("bash", "-euo", "pipefail", "-c"),
    "python": (sys.executable, "-c"),
    "javascript": ("node", "--input-type=module", "-e"),
}
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def examples(guide: str, language: str) -> str:
    """All examples of a guide in a language, one after the other."""
    blocks = re.compile(rf"^```{language}\n(.*?)^```", re.MULTILINE | re.DOTALL)
    return "\n".join(blocks.findall((DOCS / guide).read_text()))


@pytest.fixture
async def environment(database: Database, house: House, now: datetime) -> AsyncIterator[dict[str, str]]:
    """The variables that the guide asks for, and a customer with a conversation, a case and a survey."""
    async with database.transaction() as session:
        key = await issue(session, "crm", now, scopes=tuple(KeyScope))
        records = Records(session, now - timedelta(hours=1))
        await records.staff("Mei")
        ann = await records.customer("Ann", account=Address(7), address=Address(7), attributes={"Floor": "2"})
        talk = await records.conversation(ann)
        await records.heard(talk, "Where is my lamp?")
        await records.case(ann, talk)
        asked = await records.invitation(ann, status=InvitationStatus.COMPLETED)
        await records.answer(asked, "satisfaction", number=4)
    deps = quiet_deps(database, house, lambda: now, rate=100)
    bound = socket.create_server(("127.0.0.1", 0))
    async with quiet_server(build_api(deps), bound):
        yield {**os.environ, "HUIFANG": f"http://127.0.0.1:{bound.getsockname()[1]}", "KEY": key}


async def run(language: str, environment: dict[str, str]) -> str:
    """Run the examples in a language; return what they print."""
    command = (*RUNS[language], examples("api.md", language))
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


@ONE
async def test_curl_examples_answer_and_settle(environment: dict[str, str], database: Database) -> None:
    assert "HF-000001" in await run("bash", environment)
    async with database.reading() as session:
        case = await session.get_one(Case, 1)
        talk = await session.get_one(Conversation, 1)
        said = (await session.scalars(select(Message.text).where(Message.staff_id.is_not(None)))).all()
        notes = (await session.scalars(select(Note.text))).all()
    assert (case.status, case.priority, case.tags) == (CaseStatus.SETTLED, Priority.HIGH, ("lamp",))
    assert (talk.mode, said, notes) == (
        Mode.BOT,
        ["Your lamp is on its way."],
        ["@Mei the parcel is found"],
    )


@ONE
async def test_python_examples_read_and_change(environment: dict[str, str], database: Database) -> None:
    said = await run("python", environment)
    assert [part for part in ("HF-000001 None", "post_service [4]", "note ") if part not in said] == []
    async with database.reading() as session:
        customer = await session.get_one(Customer, 1)
        notes = select(CaseEvent.detail).where(CaseEvent.step == CaseStep.NOTE)
        assert (await session.scalars(notes)).all() == ["invoice 4711"]
    assert customer.attributes == {"Room": "9"}


@ONE
@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")
async def test_javascript_examples_read_and_change(
    environment: dict[str, str], database: Database, house: House
) -> None:
    said = await run("javascript", environment)
    assert said.split("\n")[:2] == ["HF-000001 304", house.surveys["post_service"].title["en"]]  # type: ignore[index]  # a language is its code
    async with database.reading() as session:
        assert (await session.get_one(Case, 1)).priority is Priority.HIGH


@pytest.mark.parametrize("language", [*RUNS, "sh"])
def test_both_guides_have_the_same_examples(language: str) -> None:
    assert examples("api.md", language) == examples("api.zh.md", language) != ""
