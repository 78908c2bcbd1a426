"""What the answers of robots mean."""

from datetime import timedelta

import pytest

from actions.webhooks.delivery_queue import PostEnd
from bot.worker.webhooks.robots.robot_answers import read_answer
from store.models.queues import TargetKind
from tests.fakes.group_robots import TAKEN, TOO_FAST, URLS


@pytest.mark.parametrize("kind", list(URLS))
def test_taken_message_is_a_success(kind: TargetKind) -> None:
    assert read_answer(kind, TAKEN[kind]) == PostEnd(200)


@pytest.mark.parametrize(
    ("kind", "wait"),
    [
        (TargetKind.DINGTALK, timedelta(minutes=10)),
        (TargetKind.FEISHU, timedelta(minutes=1)),
        (TargetKind.WECOM, timedelta(minutes=1)),
        (TargetKind.SLACK, timedelta(seconds=30)),
    ],
)
def test_message_that_came_too_fast_is_tried_after_the_block(kind: TargetKind, wait: timedelta) -> None:
    end = read_answer(kind, TOO_FAST[kind])
    assert (end.is_success, end.retry_after, end.answer) == (False, wait, b"")


@pytest.mark.parametrize(
    ("kind", "answer", "outcome"),
    [
        (TargetKind.WECOM, b'{"errcode":93000,"errmsg":"secret words"}', "200 code 93000"),
        (TargetKind.FEISHU, b'{"StatusCode":0,"code":19002}', "200 code 19002"),
        (TargetKind.FEISHU, b'{"code":"0"}', "200 the answer has no code"),
        (TargetKind.WECOM, b"[]", "200 the answer has no code"),
        (TargetKind.DINGTALK, b"", "200 the answer has no code"),
        (TargetKind.SLACK, b"invalid_payload", "200 the answer is not ok"),
    ],
)
def test_refusal_inside_http_200_keeps_its_code_and_no_words(
    kind: TargetKind, answer: bytes, outcome: str
) -> None:
    end = read_answer(kind, PostEnd(200, answer=answer))
    assert (end.is_success, end.outcome) == (False, outcome)


def test_refusal_of_http_stays_and_too_many_requests_rest() -> None:
    assert read_answer(TargetKind.SLACK, PostEnd(404, answer=b"no_service")) == PostEnd(404)
    assert read_answer(TargetKind.WECOM, PostEnd(429)).retry_after == timedelta(minutes=1)
    assert read_answer(TargetKind.DINGTALK, PostEnd(None, "no answer in time")).outcome == "no answer in time"
