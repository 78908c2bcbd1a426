"""Faults 37 and 38: the understanding hangs, is away, or dies."""

from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from sqlalchemy import select

from nlu.contract.labels import Intent
from store.models.address import Address
from store.models.cases import Case, CaseKind
from store.models.conversations import Direction, Message, Understood
from store.models.customers import Customer
from tests.faults.stage import Stage, staged

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]
COMPLAINT = "东西坏了，太差劲了，我要投诉"
KEPT = "您的消息已经收到并保存"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(folder: Path, empty_database: str, nlu_url: str) -> AsyncIterator[Stage]:
    """An application in front of a gate to the NLU server."""
    async with staged(folder, empty_database, nlu_url) as made:
        await made.start()
        yield made


@pytest.mark.parametrize("way", ["hangs", "is down"])
async def test_37_message_while_the_nlu_is_away_is_kept_and_classified_later(stage: Stage, way: str) -> None:
    customer = await stage.customer()
    await (stage.nlu.shut() if way == "is down" else _hang(stage))
    acknowledged = await stage.say(customer, COMPLAINT, 60)
    heard = select(Message.id).where(Message.address == Address(customer), Message.direction == Direction.IN)
    (message,) = await stage.rows(heard)
    state = select(Message.understood).where(Message.id == message)
    assert (acknowledged.text.startswith(KEPT), await stage.rows(state)) == (True, [Understood.PENDING])
    await stage.nlu.open()
    await stage.until(state, Understood.DONE, 60)
    answered = await stage.telegram.wait_for_reply(customer, acknowledged.seq, 30)
    assert answered.text.startswith("非常抱歉")
    assert await _outcome(stage, customer) == ([Intent.COMPLAINT], [CaseKind.COMPLAINT])


async def test_38_killed_nlu_is_started_again_and_nothing_is_lost(stage: Stage) -> None:
    await stage.application.kill()
    del stage.installation.environment["HUIFANG_NLU_URL"]  # so that it starts and supervises its server
    await stage.start()
    await stage.application.said("Ready.")
    (server,) = psutil.Process(stage.application.process.pid).children()
    server.kill()
    customer = await stage.customer()
    written = await stage.telegram.send_text(customer, COMPLAINT)
    await stage.until_done(written.update_id, 90)
    assert await _outcome(stage, customer) == ([Intent.COMPLAINT], [CaseKind.COMPLAINT])
    (again,) = psutil.Process(stage.application.process.pid).children()
    assert again.pid != server.pid


async def _hang(stage: Stage) -> None:
    stage.nlu.hold()


async def _outcome(stage: Stage, customer: int) -> tuple[list[Intent | None], list[CaseKind]]:
    heard = select(Message.intent).where(
        Message.address == Address(customer), Message.direction == Direction.IN
    )
    cases = select(Case.kind).join(Customer, Customer.id == Case.customer_id)
    return await stage.rows(heard), await stage.rows(cases.where(Customer.address == Address(customer)))
