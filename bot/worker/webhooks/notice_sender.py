"""Sending a notice by a process of its own, which ends with the notice."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

from actions.webhooks.delivery_queue import PostEnd
from bot.worker.webhooks.checked_network import Network
from bot.worker.webhooks.connection_guard import CERTIFICATES
from bot.worker.webhooks.notice_end import NoticeEnd

PROCESS = "bot.worker.webhooks.notice_process"
TIMEOUT = 45.0  # seconds: mail servers take their time
MOST_AT_ONCE = 4  # processes of about 60 MB
PATIENCE = 100.0  # seconds, with the wait for a turn: below the lease of what was claimed
# No proxies and no tokens of the installation.
KEPT_VARIABLES = ("PATH", "LANG", "TZ", *CERTIFICATES)
ENDS: Mapping[int, PostEnd] = {
    NoticeEnd.TAKEN: PostEnd(200),
    NoticeEnd.REFUSED: PostEnd(None, "the service did not take it"),
    NoticeEnd.UNKNOWN: PostEnd(
        None, "the address is not complete: compare it with that of the service in the wiki of Apprise"
    ),
    NoticeEnd.FORBIDDEN: PostEnd(None, "the address leads to a network that is not allowed"),
}


class NoticeSender(Protocol):
    """Sends a notice to an address of apprise."""

    async def send(self, url: str, title: str, text: str) -> PostEnd:
        """Send, and return how it ended, 200 where the service took it; what fails is an end too."""
        ...


class ProcessNoticeSender:
    """Sends to services of the internet, and of `own` networks."""

    def __init__(self, own: Sequence[Network] = (), *, timeout: float = TIMEOUT) -> None:
        self._own = own
        self._timeout = timeout
        self._turns = asyncio.Semaphore(MOST_AT_ONCE)

    async def send(self, url: str, title: str, text: str) -> PostEnd:
        """Send, and return how it ended."""
        networks = [str(network) for network in self._own]
        notice = {"url": url, "title": title, "text": text, "networks": networks}
        try:
            async with asyncio.timeout(PATIENCE), self._turns, asyncio.timeout(self._timeout):
                status = await _ended(f"{json.dumps(notice)}\n".encode())
        except TimeoutError:
            return PostEnd(None, "no answer in time")
        except OSError as exc:
            return PostEnd(None, f"no process could be started: {exc.strerror}")
        return ENDS.get(status, PostEnd(None, f"the process ended with {status}"))


async def _ended(notice: bytes) -> int:
    """Return the exit status of a process that sends the notice; it ends with the caller at the latest."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", PROCESS),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ},
    )
    try:
        if process.stdin is not None:
            process.stdin.write(notice)  # and stays open: the process ends when it is closed
        return await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
