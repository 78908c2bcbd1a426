"""Calls to Telegram: what was surely not delivered is told from what may have been, and none is repeated."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from telegram import InputFile

from actions.turn.send_outcomes import NotDelivered, OutcomeUnknown, SendError
from bot.telegram.connection import HuifangBot, connected
from bot.telegram.http_calls import TelegramCalls, open_session
from bot.telegram.send_errors import sending
from tests.bot.telegram.conftest import TOKEN
from tests.proxies import proxying

SENT = b'{"ok":true,"result":{"message_id":7,"date":1795406400,"chat":{"id":5,"type":"private"},"text":"x"}}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
    len(SENT),
    SENT,
)
Behaviour = Callable[["Server", asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Server:
    """A server on loopback; it keeps the bodies that it was sent, and counts connections."""

    bodies: list[bytes] = field(default_factory=list)
    connections: int = 0
    url: str = ""

    async def read(self, reader: asyncio.StreamReader) -> None:
        """Take one call."""
        head = await reader.readuntil(b"\r\n\r\n")
        lengths = [line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        self.bodies.append(await reader.readexactly(int(lengths[0])))


@asynccontextmanager
async def serving(behave: Behaviour) -> AsyncIterator[Server]:
    server = Server()
    running: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        server.connections += 1
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await behave(server, reader, writer)
        writer.transport.abort()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listening.close()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def made_certificate(folder: Path) -> Path:
    """Return a file with a certificate for localhost, and its key, that no authority has signed."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=localhost")
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=36_500))
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    kept = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(key.private_bytes(*kept) + certificate.public_bytes(Encoding.PEM))
    return file


async def answer_all(server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        await server.read(reader)
        writer.write(ANSWER)


async def answer_once_then_cut(
    server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """The second call of a connection arrives, and the connection ends without an answer."""
    await server.read(reader)
    writer.write(ANSWER)
    await server.read(reader)


async def answer_once_then_go(
    server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """The connection ends while it is idle."""
    await server.read(reader)
    writer.write(ANSWER)
    await writer.drain()


async def answer_half(server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await server.read(reader)
    writer.write(ANSWER[:-20])
    await writer.drain()


async def say_nothing(server: Server, reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await server.read(reader)
    await asyncio.sleep(60)


async def hang_up(_server: Server, reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read(1)


async def refuse_to_connect(
    _server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


async def say(bot: HuifangBot, text: str = "好", *, read: float = 5.0, pool: float = 5.0) -> int:
    with sending():
        message = await bot.send_message(
            5, text, read_timeout=read, connect_timeout=0.5, pool_timeout=pool, write_timeout=5.0
        )
    return message.message_id


async def failure(bot: HuifangBot, *, read: float = 5.0, pool: float = 5.0) -> SendError:
    with pytest.raises(SendError) as caught:
        await say(bot, read=read, pool=pool)
    return caught.value


async def test_connections_are_used_again() -> None:
    async with serving(answer_all) as server, connected(TOKEN, server.url) as bot:
        assert [await say(bot) for _ in range(20)] == [7] * 20
    assert (server.connections, len(server.bodies)) == (1, 20)


async def test_call_on_a_dead_connection_is_unknown_and_not_repeated() -> None:
    async with serving(answer_once_then_cut) as server, connected(TOKEN, server.url) as bot:
        await say(bot)
        lost = await failure(bot)
        assert (type(lost), lost.reason) == (OutcomeUnknown, "ServerDisconnectedError")
        await asyncio.sleep(0.1)  # a repetition would have come by now
        assert (server.connections, len(server.bodies)) == (1, 2)


async def test_connection_that_ended_while_idle_is_not_used() -> None:
    async with serving(answer_once_then_go) as server, connected(TOKEN, server.url) as bot:
        for _ in range(3):
            await say(bot)
            await asyncio.sleep(0.05)
    assert (server.connections, len(server.bodies)) == (3, 3)


@pytest.mark.parametrize(
    ("behave", "reason"),
    [
        (say_nothing, "SocketTimeoutError"),
        (hang_up, "ServerDisconnectedError"),
        (answer_half, "ClientPayloadError"),
    ],
)
async def test_call_that_was_written_is_unknown(behave: Behaviour, reason: str) -> None:
    async with serving(behave) as server, connected(TOKEN, server.url) as bot:
        lost = await failure(bot, read=0.2)
    assert (type(lost), lost.reason) == (OutcomeUnknown, reason)


async def test_call_that_waits_in_vain_for_a_connection_is_not_delivered() -> None:
    async with serving(say_nothing) as server, TelegramCalls(server.url, None, connections=1) as calls:
        bot = HuifangBot(TOKEN, server.url, polling=calls, calling=calls)
        first = asyncio.create_task(failure(bot, read=2.0))
        while not server.bodies:
            await asyncio.sleep(0.01)
        second = await failure(bot, pool=0.1)
        assert (type(second), type(await first)) == (NotDelivered, OutcomeUnknown)
        assert len(server.bodies) == 1


@pytest.mark.parametrize("api", ["http://127.0.0.1:{closed}", "https://[::1]:{closed}"])
async def test_no_connection_is_not_delivered(api: str, unused_port: int) -> None:
    async with connected(TOKEN, api.format(closed=unused_port)) as bot:
        assert type(await failure(bot)) is NotDelivered


@pytest.mark.parametrize("behave", [hang_up, say_nothing])
async def test_handshake_that_fails_is_not_delivered(behave: Behaviour) -> None:
    async with (
        serving(behave) as server,
        connected(TOKEN, server.url.replace("http:", "https:")) as bot,
    ):
        assert type(await failure(bot)) is NotDelivered


async def test_certificate_that_is_not_trusted_is_not_delivered(tmp_path: Path) -> None:
    untrusted = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    untrusted.load_cert_chain(made_certificate(tmp_path))
    listening = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0, ssl=untrusted)
    async with listening:
        port = listening.sockets[0].getsockname()[1]
        async with connected(TOKEN, f"https://localhost:{port}") as bot:
            lost = await failure(bot)
    assert (type(lost), lost.reason) == (NotDelivered, "ClientConnectorCertificateError")


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks5h"])
@pytest.mark.parametrize("behave", [hang_up, say_nothing, refuse_to_connect])
async def test_proxy_that_fails_before_the_call_is_not_delivered(scheme: str, behave: Behaviour) -> None:
    async with serving(behave) as server:
        proxy = server.url.replace("http", scheme)
        async with connected(TOKEN, "https://telegram.test", proxy) as bot:
            assert type(await failure(bot)) is NotDelivered


async def test_handshake_that_fails_behind_a_proxy_is_not_delivered() -> None:
    async with (
        serving(hang_up) as server,
        proxying(server.url, "socks") as proxy,
        connected(TOKEN, "https://telegram.test", f"socks5://127.0.0.1:{proxy.port}") as bot,
    ):
        assert type(await failure(bot)) is NotDelivered
    assert proxy.targets == [("telegram.test", 443)]


async def test_time_out_behind_a_proxy_is_unknown() -> None:
    async with (
        serving(say_nothing) as server,
        proxying(server.url, "socks") as proxy,
        connected(TOKEN, "http://telegram.test", f"socks5://127.0.0.1:{proxy.port}") as bot,
    ):
        assert type(await failure(bot, read=0.2)) is OutcomeUnknown
    assert len(server.bodies) == 1


async def test_redirection_is_not_followed() -> None:
    async def redirect(server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await server.read(reader)
        writer.write(b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
        await server.read(reader)

    async with serving(redirect) as server, connected(TOKEN, server.url) as bot:
        assert type(await failure(bot)) is OutcomeUnknown
    assert len(server.bodies) == 1


async def test_file_is_sent_with_its_name_and_its_bytes() -> None:
    content = bytes(range(256)) * 1000
    async with serving(answer_all) as server, connected(TOKEN, server.url) as bot:
        await bot.send_document(5, InputFile(content, filename='发票 "三月".pdf'), caption="发票")
    (body,) = server.bodies
    assert 'filename="发票 \\"三月\\".pdf"'.encode() in body
    assert b"Content-Type: application/pdf" in body
    assert content in body
    assert "发票".encode() in body


async def test_upload_that_is_not_taken_ends() -> None:
    async def take_nothing(_: Server, _reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    async with serving(take_nothing) as server, connected(TOKEN, server.url) as bot:
        with pytest.raises(OutcomeUnknown), sending():
            await bot.send_document(
                5,
                InputFile(bytes(20_000_000)),
                connect_timeout=0.1,
                pool_timeout=0.1,
                read_timeout=0.1,
                write_timeout=0.1,
            )


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
async def test_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for each in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(each, raising=False)
    async with serving(refuse_to_connect) as server:
        monkeypatch.setenv(name, server.url.removeprefix("http://"))
        async with connected(TOKEN, "https://telegram.test") as bot:
            assert type(await failure(bot)) is NotDelivered
        assert server.connections == 1
        monkeypatch.setenv("no_proxy", "telegram.test")
        async with connected(TOKEN, "https://telegram.test") as bot:
            assert type(await failure(bot)) is NotDelivered
        assert server.connections == 1


async def test_session_is_closed_with_its_connections() -> None:
    session = open_session("http://127.0.0.1:1", "socks5://127.0.0.1", connections=1)
    await session.close()
    assert session.closed
