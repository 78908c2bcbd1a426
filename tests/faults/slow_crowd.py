"""`python -m tests.faults.slow_crowd HOST PORT COUNT`: clients that send a part of a request and come again.

What each of them sends is read from standard input.
"""

import asyncio
import sys
from contextlib import suppress


async def occupy(host: str, port: int, head: bytes) -> None:
    """Open a connection, send, wait for its end, and begin again."""
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(head)
            await reader.read()
            writer.close()
        await asyncio.sleep(0.5)


async def crowd(host: str, port: int, count: int, head: bytes) -> None:
    """So many clients at once, until the process is ended."""
    clients = [asyncio.create_task(occupy(host, port, head)) for _ in range(count)]
    await asyncio.sleep(1)
    print("connected", flush=True)
    await asyncio.gather(*clients)


if __name__ == "__main__":
    host, port, count = sys.argv[1:]
    asyncio.run(crowd(host, int(port), int(count), sys.stdin.buffer.read()))
