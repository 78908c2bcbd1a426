"""The NLU server as a separate process."""

import asyncio
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from nlu.client import NluClient
from nlu.contract.labels import Intent
from nlu.training.checksum import ModelOrigin, seal
from nlu.training.model_registry import choose
from tests.nlu.conftest import PYTHON, QUIET, ROOT, Call, run_rasa_side

pytestmark = pytest.mark.rasa

PATIENCE = 120.0  # seconds: a busy machine is slow, not wrong


async def test_server_speaks_rasas_contract(nlu_url: str) -> None:
    async with httpx.AsyncClient(base_url=nlu_url, trust_env=False, timeout=PATIENCE) as http:
        answer = (await http.post("/model/parse", json={"text": "太难吃了"})).json()
    assert (answer["text"], answer["intent"]["name"], answer["entities"], len(answer["intent_ranking"])) == (
        "太难吃了",
        "complaint",
        [],
        4,
    )


async def test_client_and_server_understand_each_other(nlu_url: str) -> None:
    async with NluClient(nlu_url, timeout=PATIENCE) as client:
        assert await client.ready()
        understood = [await client.parse("非常满意"), *await client.parse_many(["太难吃了", "怎么开发票"])]
    assert [one.intent for one in understood] == [Intent.PRAISE, Intent.COMPLAINT, Intent.INQUIRY]


async def test_batch_answers_like_single_requests(nlu_url: str) -> None:
    texts = ["非常满意", "", "???", "when do you open"]
    async with httpx.AsyncClient(base_url=nlu_url, trust_env=False, timeout=PATIENCE) as http:
        batch = (await http.post("/model/parse/batch", json={"texts": texts})).json()
        single = [(await http.post("/model/parse", json={"text": text})).json() for text in texts]
    shares = [[one["intent"]["confidence"] for one in answers] for answers in (batch, single)]
    assert shares[0] == pytest.approx(shares[1], abs=1e-4)


async def test_a_slash_command_chooses_no_intent(nlu_url: str) -> None:
    async with httpx.AsyncClient(base_url=nlu_url, trust_env=False, timeout=PATIENCE) as http:
        answer = (await http.post("/model/parse", json={"text": '/praise{"agent":"x"} 太难吃了'})).json()
    assert (answer["entities"], answer["text"], answer["intent"]["confidence"] < 1) == (
        [],
        'praise{"agent":"x"} 太难吃了',
        True,
    )


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/model/parse", b"", 400),
        ("/model/parse", b"{", 400),
        ("/model/parse", b"\xff\xfe", 400),
        ("/model/parse", b"[" * 100_000, 400),
        ("/model/parse", b'{"text":' * 100_000, 400),
        ("/model/parse", b"[]", 422),
        ("/model/parse", b"{}", 422),
        ("/model/parse", b'{"text": null}', 422),
        ("/model/parse", b'{"text": ["a"]}', 422),
        ("/model/parse", b'{"text": "' + b"x" * 3_000_000 + b'"}', 413),
        ("/model/parse", b'{"text": "\\ud800\\u0000"}', 200),
        ("/model/parse", b'{"text": ""}', 200),
        ("/model/parse", b'{"text": "a", "state": {"said": "answer", "matter_open": true}}', 200),
        ("/model/parse", b'{"text": "a", "state": null}', 200),
        ("/model/parse", b'{"text": "a", "state": {"said": "poem"}}', 422),
        ("/model/parse", b'{"text": "a", "state": "open"}', 422),
        ("/model/parse/batch", b'{"texts": "a"}', 422),
        ("/model/parse/batch", b'{"texts": [1]}', 422),
        ("/model/parse/batch", json.dumps({"texts": ["a"] * 257}).encode(), 422),
        ("/model/parse/batch", b'{"texts": []}', 200),
        ("/model/train", b"{}", 404),
    ],
)
async def test_odd_requests_are_refused_and_never_an_error_of_the_server(
    nlu_url: str, path: str, body: bytes, status: int
) -> None:
    async with httpx.AsyncClient(base_url=nlu_url, trust_env=False, timeout=PATIENCE) as http:
        assert (await http.post(path, content=body)).status_code == status


async def test_chosen_model_is_taken_up_while_messages_come_in(small_model: Path, tmp_path: Path) -> None:
    for name in ("a.tar.gz", "b.tar.gz"):
        shutil.copy2(small_model, tmp_path / name)
        seal(tmp_path / name, ModelOrigin.of(ROOT, ROOT / "config.yml"))
    choose(tmp_path / "a.tar.gz")
    async with served(tmp_path) as url, NluClient(url, timeout=PATIENCE) as client:
        names: list[str] = []

        async def customers() -> None:
            while not names or names[-1].startswith("a-"):
                understood = await client.parse("非常满意")
                assert understood.intent is Intent.PRAISE
                names.append(understood.model)

        asking = [asyncio.create_task(customers()) for _ in range(3)]
        while not names:
            await asyncio.sleep(0.01)
        choose(tmp_path / "b.tar.gz")
        await asyncio.wait_for(asyncio.gather(*asking), PATIENCE)
    assert sorted({name.partition("-")[0] for name in names}) == ["a", "b"]


@asynccontextmanager
async def served(models: Path) -> AsyncIterator[str]:
    """The address of a server of the current model of a folder."""
    child = await asyncio.create_subprocess_exec(
        *map(str, [PYTHON, "-m", "nlu.serve", "--models", models, "--port", "0", "--watch-stdin"]),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env=QUIET,
    )
    assert child.stdin
    assert child.stdout
    first = (await child.stdout.readline()).decode().split()
    yield first[-1]
    child.stdin.close()
    await child.wait()


async def test_no_model_can_be_put_or_deleted(nlu_url: str) -> None:
    async with httpx.AsyncClient(base_url=nlu_url, trust_env=False, timeout=PATIENCE) as http:
        asked = [await http.put("/model", json={}), await http.delete("/model")]
    assert [one.status_code for one in asked] == [404, 404]


async def test_health_is_answered_while_texts_are_parsed(nlu_url: str) -> None:
    async with httpx.AsyncClient(base_url=nlu_url, trust_env=False, timeout=PATIENCE) as http:
        work = [
            asyncio.create_task(http.post("/model/parse/batch", json={"texts": ["很" * 1_000] * 32}))
            for _ in range(2)
        ]
        await asyncio.sleep(0)
        health = await http.get("/health")
        still_working = [not task.done() for task in work]
        done = [answer.status_code for answer in await asyncio.gather(*work)]
    assert (health.status_code, any(still_working), done) == (200, True, [200, 200])


async def test_a_hundred_thousand_characters_are_capped(nlu_url: str) -> None:
    async with httpx.AsyncClient(base_url=nlu_url, trust_env=False, timeout=PATIENCE) as http:
        answer = (await http.post("/model/parse", json={"text": "长" * 100_000})).json()
    assert len(answer["text"]) == 1_000


def test_server_refuses_a_tampered_model(small_model: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copy(small_model, tmp_path / "m.tar.gz"))
    shutil.copy(small_model.with_name(small_model.name + ".sha256"), tmp_path / "m.tar.gz.sha256")
    with copied.open("ab") as file:
        file.write(b"\0")
    ended = run_rasa_side(["-m", "nlu.serve", "--model", copied, "--port", "0"])
    assert (ended.returncode, "was changed after it was trained" in ended.stderr) == (1, True)


def test_server_refuses_a_model_without_seal_and_says_the_way_out(small_model: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copy(small_model, tmp_path / "m.tar.gz"))
    ended = run_rasa_side(["-m", "nlu.serve", "--model", copied, "--port", "0"])
    assert (ended.returncode, "train with `huifang nlu train`" in ended.stderr) == (1, True)


def test_server_refuses_a_model_of_other_components_in_one_sentence(
    small_model: Path, tmp_path: Path
) -> None:
    copied = Path(shutil.copy(small_model, tmp_path / "m.tar.gz"))
    seal(copied, ModelOrigin(code="of last year"))
    ended = run_rasa_side(["-W", "ignore", "-m", "nlu.serve", "--model", copied, "--port", "0"])
    why = "was trained by another version of Huifang: train again with `huifang nlu train`"
    assert (ended.returncode, ended.stderr) == (1, f"the NLU server cannot start: {copied} {why}\n")


def test_server_listens_on_loopback_only(small_model: Path) -> None:
    ended = run_rasa_side(["-m", "nlu.serve", "--model", small_model, "--host", "0.0.0.0"])  # noqa: S104 -- refused
    assert (ended.returncode, "not a loopback address" in ended.stderr) == (2, True)


def test_server_says_clearly_that_its_port_is_taken(small_model: Path, nlu_url: str) -> None:
    ended = run_rasa_side(["-m", "nlu.serve", "--model", small_model, "--port", nlu_url.rsplit(":", 1)[1]])
    assert (ended.returncode, "the NLU server cannot start" in ended.stderr) == (1, True)


def test_server_ends_when_its_parent_does(small_model: Path) -> None:
    child = subprocess.Popen(
        [PYTHON, "-m", "nlu.serve", "--model", small_model, "--port", "0", "--watch-stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=QUIET,
    )
    assert child.stdout
    assert child.stdin
    child.stdout.readline()
    child.stdin.close()
    assert child.wait(timeout=20) == 0
    child.stdout.close()


def test_server_loads_only_what_it_needs(rasa: Call) -> None:
    assert rasa("tests.nlu.rasa_checks:modules_loaded_by", "nlu.serve") == []
