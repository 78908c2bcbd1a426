"""Sending a notice by a process of its own, which ends with the notice."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

from actions.webhooks.delivery_queue import PostEnd
from bot.worker.webhooks.checked_network import Network
from bot.worker.webhooks.notices.notice_end import NoticeEnd

PROCESS = "bot.worker.webhooks.notices.notice_process"
TIMEOUT = 45.0  # seconds: mail servers take their time
# No proxies and no tokens of the installation.
KEPT_VARIABLES = ("PATH", "LANG", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")
ENDS: Mapping[int, PostEnd] = {
    NoticeEnd.TAKEN: PostEnd(200),
    NoticeEnd.REFUSED: PostEnd(None, "the service did not take it"),
    NoticeEnd.UNKNOWN: PostEnd(None, "apprise knows no such address"),
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

    async def send(self, url: str, title: str, text: str) -> PostEnd:
        """Send, and return how it ended."""
        networks = [str(network) for network in self._own]
        notice = {"url": url, "title": title, "text": text, "networks": networks}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", PROCESS),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ},
        )
        try:
            async with asyncio.timeout(self._timeout):
                await process.communicate(json.dumps(notice).encode())
        except TimeoutError:
            return PostEnd(None, "no answer in time")
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        status = process.returncode
        return ENDS.get(status or 0, PostEnd(None, f"the process ended with {status}"))
