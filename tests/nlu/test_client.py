"""The client against servers that answer well, oddly, late and not at all."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from nlu.client import NluClient
from nlu.contract.errors import NluBadAnswer, NluUnavailable
from nlu.contract.labels import Aspect, Intent
from nlu.contract.talk_state import LastWords, TalkState
from nlu.contract.understanding import THRESHOLD, Mixed, Understanding

Reply = Callable[[str, Any], tuple[int, bytes]]
COMPLAINT = {
    "intent": {"name": "complaint", "confidence": 0.9},
    "intent_ranking": [
        {"name": "complaint", "confidence": 0.9},
        {"name": "praise", "confidence": 0.1},
    ],
    "threshold": 0.7,
}


class Server:
    """A small HTTP server on loopback that answers with `reply` and remembers what it was asked."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.asked: list[tuple[str, Any]] = []
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = next(
            (int(line[15:]) for line in head.lower().split("\r\n") if line[:15] == "content-length:"), 0
        )
        body = json.loads(await reader.readexactly(length) or b"null")
        path = head.split(" ")[1]
        self.asked.append((path, body))
        status, content = self.reply(path, body)
        lines = [
            f"HTTP/1.1 {status} X",
            f"content-length: {len(content)}",
            "x-model-id: m-1",
            "connection: close",
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode() + content)
        with suppress(ConnectionError):
            await writer.drain()
            writer.close()
            await writer.wait_closed()


@asynccontextmanager
async def serving(reply: Reply) -> AsyncIterator[tuple[Server, NluClient]]:
    server = Server(reply)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    async with listening, NluClient(server.url, timeout=5) as client:
        yield server, client


def always(content: object, status: int = 200) -> Reply:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return lambda _path, _body: (status, raw)


async def test_parse_gives_intent_ranking_model_and_threshold() -> None:
    async with serving(always(COMPLAINT)) as (_, client):
        assert await client.parse("hm") == Understanding(
            Intent.COMPLAINT, 0.9, ((Intent.COMPLAINT, 0.9), (Intent.PRAISE, 0.1)), "m-1", 0.7
        )


async def test_parse_understands_a_stock_rasa_server_without_threshold_or_ranking() -> None:
    async with serving(always({"intent": {"name": "praise", "confidence": 1}})) as (_, client):
        assert await client.parse("hm") == Understanding(
            Intent.PRAISE, 1.0, ((Intent.PRAISE, 1.0),), "m-1", THRESHOLD
        )


async def test_parse_gives_attributes() -> None:
    sides = {"praise": "nice staff", "complaint": "cold soup"}
    answer = {**COMPLAINT, "urgent": True, "aspects": ["people", "product"], "mixed": sides}
    async with serving(always(answer)) as (_, client):
        understood = await client.parse("nice staff, cold soup")
    assert (understood.urgent, understood.aspects, understood.mixed) == (
        True,
        (Aspect.PEOPLE, Aspect.PRODUCT),
        Mixed("nice staff", "cold soup"),
    )


@pytest.mark.parametrize("part", [{"urgent": "yes"}, {"aspects": ["weather"]}, {"mixed": {"praise": "x"}}])
async def test_parse_refuses_odd_attributes(part: dict[str, Any]) -> None:
    async with serving(always({**COMPLAINT, **part})) as (_, client):
        with pytest.raises(NluBadAnswer):
            await client.parse("hm")


async def test_parse_sends_the_state_of_the_talk_if_there_is_one() -> None:
    state = TalkState(LastWords.YES_NO_QUESTION, matter_open=True)
    async with serving(always(COMPLAINT)) as (server, client):
        await client.parse("hm")
        await client.parse("hm", state)
    assert [body for _, body in server.asked] == [{"text": "hm"}, {"text": "hm", "state": state.as_plain()}]


async def test_parse_sends_clean_text_that_is_no_command() -> None:
    async with serving(always(COMPLAINT)) as (server, client):
        await client.parse('\u200b /praise{"x":1}\x00\ud800' + "长" * 5_000)
        (path, body) = server.asked[0]
        assert (path, body["text"][:20], len(body["text"])) == (
            "/model/parse",
            'praise{"x":1}' + "长" * 7,
            1_000,
        )


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
async def test_parse_says_unavailable_when_asking_later_may_help(status: int) -> None:
    async with serving(always(b"busy", status)) as (_, client):
        with pytest.raises(NluUnavailable, match=str(status)):
            await client.parse("hm")


async def test_parse_says_unavailable_when_nobody_listens(unused_port: int) -> None:
    async with NluClient(f"http://127.0.0.1:{unused_port}") as client:
        with pytest.raises(NluUnavailable, match="ClientConnectorError"):
            await client.parse("hm")


@pytest.mark.parametrize("behaviour", ["silent", "hangs up"])
async def test_parse_says_unavailable_when_the_answer_does_not_come(behaviour: str) -> None:
    asked_enough = asyncio.Event()

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if behaviour == "silent":
            await asked_enough.wait()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        async with NluClient(f"http://127.0.0.1:{port}", timeout=0.1) as client:
            with pytest.raises(NluUnavailable):
                await client.parse("hm")
        asked_enough.set()


def answer(**changes: object) -> dict[str, object]:
    return {**COMPLAINT, **changes}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"[" * 200_000,
        [],
        None,
        answer(intent=None),
        answer(intent="complaint"),
        answer(intent={"name": None, "confidence": 0.0}),
        answer(intent={"name": "my parcel never came", "confidence": 1.0}),
        answer(intent={"name": ["complaint"], "confidence": 1.0}),
        answer(intent={"name": "complaint"}),
        answer(intent={"name": "complaint", "confidence": "1"}),
        answer(intent={"name": "complaint", "confidence": True}),
        answer(intent={"name": "complaint", "confidence": 1.5}),
        answer(intent={"name": "complaint", "confidence": -0.1}),
        answer(intent={"name": "complaint", "confidence": float("nan")}),
        answer(intent={"name": "complaint", "confidence": float("inf")}),
        answer(intent={"name": "complaint", "confidence": 10**400}),
        answer(intent_ranking={}),
        answer(intent_ranking=["complaint"]),
        answer(intent_ranking=[{"name": "praise", "confidence": 0.9}]),
        answer(intent_ranking=[{"name": "nonsense", "confidence": 0.9}]),
        answer(threshold="low"),
        answer(threshold=2),
    ],
)
async def test_parse_says_bad_answer_to_what_the_contract_does_not_allow(content: object) -> None:
    async with serving(always(content)) as (_, client):
        with pytest.raises(NluBadAnswer):
            await client.parse("hm")


@pytest.mark.parametrize("status", [204, 301, 400, 404, 413, 422])
async def test_parse_says_bad_answer_when_asking_again_cannot_help(status: int) -> None:
    content: object = b"" if status == 204 else COMPLAINT  # an answer of this status has no body
    async with serving(always(content, status)) as (_, client):
        with pytest.raises(NluBadAnswer):
            await client.parse("hm")


def batching(path: str, body: Any) -> tuple[int, bytes]:
    return 200, json.dumps([COMPLAINT for _ in body["texts"]]).encode() if path.endswith("batch") else b"{}"


async def test_parse_many_sends_batches_in_order() -> None:
    async with serving(batching) as (server, client):
        understood = await client.parse_many([f"text {n}" for n in range(100)])
        sent = [text for _, body in server.asked for text in body["texts"]]
        assert (len(understood), sent, len(server.asked)) == (100, [f"text {n}" for n in range(100)], 2)


async def test_parse_many_asks_one_by_one_where_there_are_no_batches() -> None:
    def stock(path: str, _: Any) -> tuple[int, bytes]:
        return (404, b"") if path.endswith("batch") else (200, json.dumps(COMPLAINT).encode())

    async with serving(stock) as (server, client):
        await client.parse_many(["a", "b"])
        await client.parse_many(["c"])
        paths = [path for path, _ in server.asked]
        assert paths == ["/model/parse/batch", *["/model/parse"] * 3]


@pytest.mark.parametrize("content", [{}, [], [COMPLAINT], [COMPLAINT] * 3, [COMPLAINT, None]])
async def test_parse_many_refuses_anything_but_one_answer_for_each_text(content: object) -> None:
    async with serving(always(content)) as (_, client):
        with pytest.raises(NluBadAnswer):
            await client.parse_many(["a", "b"])


async def test_parse_many_of_nothing_asks_nobody() -> None:
    async with serving(always(COMPLAINT)) as (server, client):
        assert (await client.parse_many([]), server.asked) == ([], [])


@pytest.mark.parametrize(("status", "expected"), [(200, True), (503, False), (404, False)])
async def test_ready_says_whether_the_server_has_a_model(status: int, expected: bool) -> None:
    async with serving(always({}, status)) as (server, client):
        assert (await client.ready(), server.asked[0][0]) == (expected, "/status")


async def test_ready_is_false_when_nobody_listens(unused_port: int) -> None:
    async with NluClient(f"http://127.0.0.1:{unused_port}") as client:
        assert not await client.ready()


async def test_text_on_a_dead_connection_is_asked_about_once() -> None:
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                asked.append(await reader.readexactly(length))
                if len(asked) == 2:
                    break
                content = json.dumps(COMPLAINT).encode()
                writer.write(b"HTTP/1.1 200 X\r\ncontent-length: %d\r\n\r\n%s" % (len(content), content))
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    async with listening, NluClient(url) as client:
        await client.parse("hm")
        with pytest.raises(NluUnavailable, match="ServerDisconnectedError"):
            await client.parse("hm")
    assert len(asked) == 2


async def test_compressed_answer_is_bad() -> None:
    async with serving(always(gzip.compress(json.dumps(COMPLAINT).encode()))) as (_, client):
        with pytest.raises(NluBadAnswer):
            await client.parse("hm")
