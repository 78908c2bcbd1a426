"""A gate in front of a server: it lets connections through, holds what is asked, or is shut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

CHUNK = 65_536


class Gate:
    """Passes bytes both ways. `asked` counts the portions that clients sent while it was holding."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._server: asyncio.Server | None = None
        self._open = asyncio.Event()
        self._open.set()
        self._passing: set[asyncio.Task[None]] = set()
        self.port = 0
        self.asked = asyncio.Semaphore(0)

    @property
    def url(self) -> str:
        """Where clients connect."""
        return f"http://127.0.0.1:{self.port}"

    async def open(self) -> None:
        """Let everything through, also what was held."""
        self._open.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    def hold(self) -> None:
        """Take connections and questions, and let nothing through."""
        self.asked = asyncio.Semaphore(0)
        self._open.clear()

    async def shut(self) -> None:
        """Refuse connections, and cut those that there are."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in self._passing:
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._passing.add(task)
        with suppress(OSError, asyncio.CancelledError):
            there, back = await asyncio.open_connection(*self._target)
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._carry(reader, back, counted=True))
                    both.create_task(self._carry(there, writer, counted=False))
            except* OSError:
                pass
            finally:
                back.transport.abort()
        writer.transport.abort()
        self._passing.discard(task)

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, counted: bool
    ) -> None:
        while data := await reader.read(CHUNK):
            if counted and not self._open.is_set():
                self.asked.release()
            await self._open.wait()
            writer.write(data)
            await writer.drain()
        raise ConnectionResetError  # one side has ended, so the other one does


@asynccontextmanager
async def gate_to(url: str) -> AsyncIterator[Gate]:
    """An open gate to the server at this address, such as http://127.0.0.1:9000."""
    host, _, port = url.partition("://")[2].partition(":")
    gate = Gate(host, int(port))
    await gate.open()
    try:
        yield gate
    finally:
        await gate.shut()
