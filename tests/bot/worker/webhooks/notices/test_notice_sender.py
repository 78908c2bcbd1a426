"""Notices are sent by a process of their own."""

import asyncio
import socket
from ipaddress import ip_network

from actions.webhooks.delivery_queue import PostEnd
from bot.worker.webhooks.notices.notice_sender import ProcessNoticeSender
from tests.bot.worker.webhooks.notices.mail_server import serving_mail

LOOPBACK = (ip_network("127.0.0.0/8"),)


async def test_mail_arrives_with_title_and_text() -> None:
    async with serving_mail() as mail:
        end = await ProcessNoticeSender(LOOPBACK).send(mail.address, "回访通知", "新工单\nHF-000001")
    [message] = mail.mails
    parts = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
    said = [part.decode().split() for part in parts if isinstance(part, bytes)]
    assert (end, message["to"], said) == (PostEnd(200), "lee@shop.example", [["新工单", "HF-000001"]])


async def test_unknown_address_is_named() -> None:
    end = await ProcessNoticeSender().send("nothing://here", "Title", "Text")
    assert end == PostEnd(None, "apprise knows no such address")


async def test_silent_server_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"mailto://127.0.0.1:{silent.getsockname()[1]}/?from=a@shop.example&to=b@shop.example&mode=insecure"
        async with asyncio.timeout(30):
            end = await ProcessNoticeSender(LOOPBACK, timeout=3).send(url, "Title", "Text")
    assert end == PostEnd(None, "no answer in time")
