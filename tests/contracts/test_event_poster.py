"""The port `EventPoster`: posts over HTTP and into a list end in the same ways."""

from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from actions.webhooks.delivery_queue import PostEnd
from bot.worker.webhooks.event_poster import EventPoster, HttpEventPoster
from tests.bot.worker.webhooks.receiver import BROKEN, OK, receiving
from tests.fakes.event_poster import MemoryPoster


@pytest.fixture(params=["http", "memory"])
async def refusing_once(request: pytest.FixtureRequest) -> AsyncIterator[tuple[EventPoster, str]]:
    """A receiver that refuses the first event and takes the second."""
    if request.param == "memory":
        yield MemoryPoster([PostEnd(500), PostEnd(204)]), "https://crm.example/"
        return
    async with receiving(lambda number: BROKEN if number == 1 else OK) as receiver:
        yield HttpEventPoster((ip_network("127.0.0.0/8"),)), receiver.url


async def test_refusal_is_an_end_and_no_exception(refusing_once: tuple[EventPoster, str]) -> None:
    poster, url = refusing_once
    ends = [await poster.post(url, {"webhook-id": "evt_1"}, b"{}") for _ in range(2)]
    assert ends == [PostEnd(500), PostEnd(204)]
    assert [end.is_success for end in ends] == [False, True]
