"""The port `NoticeSender`: notices by a process and into a list end in the same ways."""

from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from actions.webhooks.delivery_queue import PostEnd
from bot.worker.webhooks.notice_sender import NoticeSender, ProcessNoticeSender
from tests.bot.worker.webhooks.mail_server import serving_mail
from tests.fakes.notice_sender import MemoryNotices

REFUSED = PostEnd(None, "the service did not take it")


@pytest.fixture(params=["process", "memory"])
async def refusing_once(request: pytest.FixtureRequest) -> AsyncIterator[tuple[NoticeSender, str]]:
    """A service that refuses the first notice and takes the second."""
    if request.param == "memory":
        yield MemoryNotices([REFUSED]), "mailto://shop.example"
        return
    async with serving_mail("554 no") as mail:
        yield ProcessNoticeSender((ip_network("127.0.0.0/8"),)), mail.address


async def test_refusal_is_an_end_and_no_exception(refusing_once: tuple[NoticeSender, str]) -> None:
    sender, url = refusing_once
    ends = [await sender.send(url, "Title", "Text") for _ in range(2)]
    assert ends == [REFUSED, PostEnd(200)]
