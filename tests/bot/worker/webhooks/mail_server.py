"""A mail server on loopback that keeps what it gets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.smtp import SMTP


@dataclass
class MailServer:
    """What came, and how the next messages are refused."""

    address: str = ""
    mails: list[Message] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refusals:
            return self.refusals.pop(0)
        self.mails.append(message_from_bytes(envelope.content))
        return "250 ok"


@asynccontextmanager
async def serving_mail(*refusals: str) -> AsyncIterator[MailServer]:
    """Serve until the block ends; `address` is that of apprise."""
    mail = MailServer(refusals=list(refusals))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(mail, hostname="localhost", loop=loop), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    mail.address = f"mailto://127.0.0.1:{port}/?from=desk@shop.example&to=lee@shop.example&mode=insecure"
    async with server:
        yield mail
