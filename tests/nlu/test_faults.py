"""Faults of the understanding: injection, endless texts, a tampered model, odd answers.

That an NLU server is away, hangs or is killed is tested beside the other interruptions.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from sqlalchemy import select

from actions.settings.house import House
from actions.turn.reading import NotUnderstood, Reading, Why
from bot.worker.receiving.patient_reader import PatientReader
from nlu.client import NluClient
from nlu.training.checksum import SealBroken
from nlu.training.model_registry import choose, chosen, restore
from store.engine.database import Database
from store.models.conversations import Message, Understood
from tests.actions.conftest import Customer
from tests.nlu.conftest import ROOT, run_rasa_side
from tests.nlu.test_client import COMPLAINT, always, serving

PATIENCE = 120.0
MEGABYTE = 2**20
ODD_ANSWERS = [
    b"",
    b"<html>",
    [],
    {},
    {"intent": None},
    {**COMPLAINT, "intent": {"name": "refund_everything", "confidence": 0.9}},
    {**COMPLAINT, "intent": {"name": "complaint", "confidence": "very"}},
    {**COMPLAINT, "intent": {"name": "complaint", "confidence": 17}},
]


@pytest.mark.rasa
@pytest.mark.parametrize(
    "text", ['/praise{"x":1}', ' /praise{"x":1}', "／praise", "//praise", "\u200b/praise"]
)
async def test_35_slash_injects_nothing(nlu_url: str, text: str) -> None:
    async with httpx.AsyncClient(base_url=nlu_url, trust_env=False, timeout=PATIENCE) as http:
        answer = (await http.post("/model/parse", json={"text": text})).json()
    assert (answer["text"][:6], answer["entities"], answer["intent"]["confidence"] < 1) == (
        "praise",
        [],
        True,
    )


@pytest.mark.rasa
async def test_36_endless_texts_are_capped_and_memory_stays_flat(nlu_url: str) -> None:
    server = listening_at(int(nlu_url.rpartition(":")[2]))
    async with httpx.AsyncClient(base_url=nlu_url, trust_env=False, timeout=PATIENCE) as http:
        before = 0
        for turn in range(8):
            answer = (await http.post("/model/parse", json={"text": "很长" * 50_000})).json()
            before = before if turn else server.memory_info().rss
    assert (len(answer["text"]), server.memory_info().rss - before < 20 * MEGABYTE) == (1_000, True)


@pytest.mark.rasa
def test_39_tampered_model_is_not_served(small_model: Path, tmp_path: Path) -> None:
    model = tampered(small_model, tmp_path)
    ended = run_rasa_side(["-m", "nlu.serve", "--model", model, "--port", "0"])
    assert (ended.returncode, "was changed after it was trained" in ended.stderr) == (1, True)


@pytest.mark.rasa
def test_39_tampered_model_is_not_restored(small_model: Path, tmp_path: Path) -> None:
    choose(tampered(small_model, tmp_path).with_name("other.tar.gz"))
    with pytest.raises(SealBroken):
        restore(tmp_path, ROOT, small_model.name.removesuffix(".tar.gz"))
    assert chosen(tmp_path) == "other.tar.gz"


@pytest.mark.parametrize("content", ODD_ANSWERS, ids=repr)
async def test_40_odd_answer_is_treated_as_not_understood(
    database: Database, house: House, now: Any, content: object
) -> None:
    async with serving(always(content)) as (_, client):
        reading = await read(client, "还没到")
    customer = Customer(database, house, now)
    sent = await customer.write("还没到", reading)
    async with database.reading() as session:
        understood = list(await session.scalars(select(Message.understood).where(Message.text == "还没到")))
    assert (reading, bool(sent), understood) == (
        NotUnderstood(Why.ODD_ANSWER),
        True,
        [Understood.FAILED],
    )


async def read(client: NluClient, text: str) -> Reading:
    """What the worker makes of the answer."""
    return await PatientReader(client, 5.0, waits=lambda: None, returned=lambda: None).read(text)


def tampered(model: Path, folder: Path) -> Path:
    """A copy of the model with its seal, and one byte more than was sealed."""
    copied = Path(shutil.copy(model, folder))
    shutil.copy(model.with_name(model.name + ".sha256"), folder)
    with copied.open("ab") as file:
        file.write(b"\0")
    return copied


def listening_at(port: int) -> psutil.Process:
    """The child of this process that listens there."""
    children = psutil.Process().children(recursive=True)
    return next(one for one in children if port in set(ports(one)))


def ports(process: psutil.Process) -> Iterator[int]:
    for connection in process.net_connections("tcp"):
        if connection.status == psutil.CONN_LISTEN:
            yield connection.laddr.port
