import asyncio
import json
from collections.abc import AsyncIterator
from itertools import count, pairwise

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.sandbox_server import address, bound_socket
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.fault_plan import Fault, FaultKind, FaultPlan
from bot.sandbox.server.update_queue import TAP_LIFE, Lane, UpdateQueue
from bot.sandbox.server.webhook_delivery import (
    DeliveryFailed,
    HttpWebhookSender,
    Pauses,
    Webhook,
    WebhookDelivery,
    checked_webhook,
)
from tests.bot.sandbox.conftest import QUICK, FakeClock, FakePost
from tests.bot.sandbox.web_server import quiet_server

HOOK = Webhook("http://127.0.0.1:1/hook", "s3cret")


@pytest.fixture
def queue() -> UpdateQueue:
    return UpdateQueue(count(100))


@pytest.fixture
def faults() -> FaultPlan:
    return FaultPlan()


@pytest.fixture
async def delivery(
    queue: UpdateQueue, faults: FaultPlan, clock: FakeClock, post: FakePost
) -> AsyncIterator[WebhookDelivery]:
    delivery = WebhookDelivery(queue, faults, clock, post, QUICK)
    yield delivery
    delivery.stop()


def add(delivery: WebhookDelivery, lane: Lane = ("chat", 7), kind: str = "message") -> None:
    delivery.arrived(delivery.queue.add(kind, {}, lane, delivery.clock()))


async def delivered(delivery: WebhookDelivery) -> None:
    async with asyncio.timeout(10):
        while len(delivery.queue):
            await asyncio.sleep(0.001)  # the delivery has nothing to await from outside


def posted(post: FakePost) -> list[int]:
    return [json.loads(body)["update_id"] for _, body, _ in post.posts]


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/hook", "https://localhost/hook", "http://[::1]:9/h"])
def test_a_webhook_on_this_machine_is_accepted(url: str) -> None:
    assert checked_webhook(url, "", 40) == Webhook(url, "", 40)


@pytest.mark.parametrize(
    ("url", "secret", "detail"),
    [
        ("ftp://127.0.0.1/x", "", "bad webhook: An HTTPS URL must be provided for webhook"),
        ("nonsense", "", "bad webhook: An HTTPS URL must be provided for webhook"),
        ("https://example.org/x", "", "bad webhook: the sandbox delivers to this machine only"),
        ("http://10.0.0.1/x", "", "bad webhook: the sandbox delivers to this machine only"),
        ("http://127.0.0.1/x", "no spaces", "secret token contains unallowed characters"),
        ("http://127.0.0.1/x", "x" * 257, "secret token contains unallowed characters"),
    ],
)
def test_other_webhooks_are_refused(url: str, secret: str, detail: str) -> None:
    with pytest.raises(BadRequest) as caught:
        checked_webhook(url, secret, 40)
    assert caught.value.description == f"Bad Request: {detail}"


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (40, 40), (500, 100)])
def test_connections_are_moved_into_telegrams_range(asked: int, given: int) -> None:
    assert checked_webhook("http://127.0.0.1/x", "", asked).connections == given


async def test_nothing_is_delivered_without_a_webhook(delivery: WebhookDelivery, post: FakePost) -> None:
    add(delivery)
    assert (post.posts, delivery.info()["pending_update_count"]) == ([], 1)


async def test_waiting_and_new_updates_are_delivered_in_order(
    delivery: WebhookDelivery, post: FakePost
) -> None:
    add(delivery)
    add(delivery)
    delivery.start(HOOK)
    add(delivery)
    await delivered(delivery)
    assert posted(post) == [100, 101, 102]
    assert {(url, secret) for url, _, secret in post.posts} == {(HOOK.url, HOOK.secret)}


async def test_a_refused_update_is_tried_again_and_blocks_its_lane(
    delivery: WebhookDelivery, post: FakePost
) -> None:
    post.answers = [503, 0, 200]
    delivery.start(HOOK)
    add(delivery)
    add(delivery)
    await delivered(delivery)
    assert posted(post) == [100, 100, 100, 101]


async def test_a_refused_message_does_not_block_taps_and_other_chats(
    delivery: WebhookDelivery, post: FakePost
) -> None:
    post.answers = [500]
    delivery.start(HOOK)
    add(delivery, ("chat", 7))
    add(delivery, ("user", 7), "callback_query")
    add(delivery, ("chat", 8))
    await delivered(delivery)
    assert posted(post) == [100, 101, 102, 100]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (503, "Wrong response from the webhook: 503 Service Unavailable"),
        (299 + 1, "Wrong response from the webhook: 300 Multiple Choices"),
        (799, "Wrong response from the webhook: 799"),
        (0, "Connection refused"),
    ],
)
async def test_the_last_error_is_in_the_webhook_info(
    delivery: WebhookDelivery, post: FakePost, clock: FakeClock, answer: int, words: str
) -> None:
    post.answers = [answer]
    delivery.start(HOOK)
    add(delivery)
    await delivered(delivery)
    assert delivery.info() == {
        "url": HOOK.url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 40,
        "last_error_date": int(clock()),
        "last_error_message": words,
    }


async def test_an_update_that_gets_too_old_is_given_up(
    delivery: WebhookDelivery, post: FakePost, clock: FakeClock
) -> None:
    post.answers = [500] * 10_000
    delivery.start(HOOK)
    add(delivery, ("user", 7), "callback_query")
    clock.advance(TAP_LIFE)
    await delivered(delivery)
    assert set(posted(post)) <= {100}


async def test_stopping_keeps_updates_that_were_not_accepted(
    delivery: WebhookDelivery, post: FakePost
) -> None:
    post.answers = [500] * 10_000
    delivery.start(HOOK)
    add(delivery)
    delivery.stop()
    assert (len(delivery.queue), delivery.info()["url"]) == (1, "")


async def test_a_duplicate_fault_posts_twice(
    delivery: WebhookDelivery, faults: FaultPlan, post: FakePost
) -> None:
    faults.order(Fault(FaultKind.DUPLICATE, method="webhook"))
    delivery.start(HOOK)
    add(delivery)
    await delivered(delivery)
    assert posted(post) == [100, 100]


@pytest.mark.parametrize("kind", [FaultKind.REDELIVER, FaultKind.TIMEOUT_AFTER])
async def test_an_accepted_update_comes_again_under_a_fault(
    delivery: WebhookDelivery, faults: FaultPlan, post: FakePost, kind: FaultKind
) -> None:
    faults.order(Fault(kind, method="webhook"))
    delivery.start(HOOK)
    add(delivery)
    await delivered(delivery)
    assert posted(post) == [100, 100]


async def test_a_fault_before_delivery_posts_later(
    delivery: WebhookDelivery, faults: FaultPlan, post: FakePost
) -> None:
    faults.order(Fault(FaultKind.TIMEOUT_BEFORE, method="webhook", chat=7, count=3))
    delivery.start(HOOK)
    add(delivery)
    await delivered(delivery)
    assert (posted(post), delivery.info()["last_error_message"]) == ([100], "Connection timed out")


async def test_pauses_grow_to_the_longest(queue: UpdateQueue, faults: FaultPlan, clock: FakeClock) -> None:
    moments: list[float] = []

    class RefusingSender(FakePost):
        async def post(self, url: str, body: bytes, secret: str) -> int:
            moments.append(asyncio.get_running_loop().time())
            return 200 if len(moments) > 4 else 500

    delivery = WebhookDelivery(queue, faults, clock, RefusingSender(), Pauses(first=0.02, longest=0.04))
    delivery.start(HOOK)
    add(delivery)
    await delivered(delivery)
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert [gap >= least for gap, least in zip(gaps, [0.02, 0.04, 0.04, 0.04], strict=True)] == [True] * 4


async def test_http_post_sends_body_and_secret() -> None:
    got: list[tuple[bytes, str | None, str | None]] = []

    async def hook(request: Request) -> Response:
        headers = request.headers
        got.append(
            (
                await request.body(),
                headers.get("x-telegram-bot-api-secret-token"),
                headers.get("content-type"),
            )
        )
        return Response(status_code=204)

    bound = bound_socket("127.0.0.1", 0)
    sender = HttpWebhookSender()
    async with quiet_server(Starlette(routes=[Route("/hook", hook, methods=["POST"])]), bound):
        url = f"{address(bound)}/hook"
        statuses = [await sender.post(url, b"{}", "s3cret"), await sender.post(url, b"[]", "")]
        await sender.close()
    assert statuses == [204, 204]
    assert got == [(b"{}", "s3cret", "application/json"), (b"[]", None, "application/json")]


async def test_http_post_names_a_refused_connection() -> None:
    bound = bound_socket("127.0.0.1", 0)
    url = address(bound)
    bound.close()
    sender = HttpWebhookSender()
    with pytest.raises(DeliveryFailed, match=r"^Connection refused$"):
        await sender.post(url, b"{}", "")
    await sender.close()


async def test_http_post_that_never_posted_closes() -> None:
    sender = HttpWebhookSender()
    await sender.close()
    with pytest.raises(DeliveryFailed):  # it can be used all the same
        await sender.post("http://127.0.0.1:1/hook", b"{}", "")
    await sender.close()
